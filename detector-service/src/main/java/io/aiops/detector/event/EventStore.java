package io.aiops.detector.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.store.Tx;

/** Events in the database. */
@ApplicationScoped
public class EventStore {

  private static final long LONGEST_WAIT = 10;

  /** Up to {@code most} events after {@code seq}, in order. */
  public List<StoredEvent> after(Tx tx, long seq, int most) {
    return tx.list(
        "SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT ?",
        row ->
            new StoredEvent(
                row.getLong("seq"),
                row.getString("id"),
                row.getString("type"),
                row.getString("topic"),
                Tx.time(row, "time"),
                row.getString("detector_id"),
                row.getString("data")),
        seq,
        most);
  }

  /** The latest seq; 0 before the first event. */
  public long last(Tx tx) {
    return tx.number("SELECT value FROM sequence_number WHERE name = 'event'");
  }

  /** The oldest seq that is kept; one more than the last where none is. */
  long oldest(Tx tx) {
    return tx.number(
        """
        SELECT coalesce((SELECT min(seq) FROM event),
          (SELECT value + 1 FROM sequence_number WHERE name = 'event'))""");
  }

  /** Time of the first event after {@code seq}. */
  Optional<Instant> timeAfter(Tx tx, long seq) {
    return tx.first(
        "SELECT time FROM event WHERE seq > ? ORDER BY seq LIMIT 1",
        row -> Tx.time(row, "time"),
        seq);
  }

  /**
   * Deletes all but the newest {@code keep}; those that were not looked at for incidents yet stay
   * until they are ten times as many.
   */
  int prune(Tx tx, int keep) {
    long last = last(tx);
    long unread = Math.max(correlated(tx), last - LONGEST_WAIT * keep);
    return tx.update("DELETE FROM event WHERE seq <= ?", Math.min(last - keep, unread));
  }

  /** The last event that was looked at for incidents. */
  public long correlated(Tx tx) {
    return tx.number("SELECT value FROM sequence_number WHERE name = 'correlated'");
  }

  /** Goes on to an event that has been looked at for incidents. */
  public void correlated(Tx tx, long seq) {
    tx.update("UPDATE sequence_number SET value = ? WHERE name = 'correlated'", seq);
  }
}
