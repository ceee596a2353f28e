package io.aiops.detector.pull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.store.Tx;

/** Pulls in the database. */
@ApplicationScoped
class PullStore {

  List<Pull> all(Tx tx) {
    return tx.list("SELECT * FROM pull", PullStore::read);
  }

  List<Pull> ofOwner(Tx tx, String name) {
    return tx.list(
        "SELECT * FROM pull WHERE detector_id = ? OR (detector_id IS NULL AND job_id = ?)",
        PullStore::read,
        name,
        name);
  }

  Optional<Pull> find(Tx tx, String id) {
    return tx.first("SELECT * FROM pull WHERE id = ?", PullStore::read, id);
  }

  void insert(Tx tx, Pull pull) {
    tx.update(
        """
        INSERT INTO pull (id, detector_id, job_id, source, query, kind, interval_ms, delay_ms,
          range_from, range_to, quiet_until, position, active, token, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)""",
        pull.id(),
        pull.detectorId(),
        pull.jobId(),
        pull.source(),
        pull.query(),
        pull.kind(),
        pull.intervalMillis(),
        pull.delayMillis(),
        pull.from(),
        pull.to(),
        pull.quietUntil(),
        pull.position(),
        pull.active(),
        pull.token());
  }

  void delete(Tx tx, String id) {
    tx.update("DELETE FROM pull WHERE id = ?", id);
  }

  void position(Tx tx, String id, long position) {
    tx.update("UPDATE pull SET position = ? WHERE id = ?", position, id);
  }

  /** Frees the pull from any worker; whoever held it cannot post any more. */
  void activate(Tx tx, String id, boolean active, Instant position, long delayMillis) {
    tx.update(
        """
        UPDATE pull SET active = ?, position = ?, delay_ms = ?, worker = NULL, expires_at = 0,
          token = token + 1, failure_code = NULL, failure_message = NULL, failed_at = NULL
        WHERE id = ?""",
        active,
        position,
        delayMillis,
        id);
  }

  void begin(Tx tx, String id) {
    tx.update("UPDATE pull SET active = TRUE WHERE id = ?", id);
  }

  void failure(Tx tx, String id, Pull.Failure failure) {
    tx.update(
        "UPDATE pull SET failure_code = ?, failure_message = ?, failed_at = ? WHERE id = ?",
        failure == null ? null : failure.code(),
        failure == null ? null : failure.message(),
        failure == null ? null : failure.since(),
        id);
  }

  /**
   * Renews what the worker holds, gives it free ones up to {@code most}, answers all it holds. One
   * that another worker takes at the same moment is left to that one.
   */
  List<Pull> lease(Tx tx, String worker, int most, Instant now, Instant until) {
    tx.update(
        "UPDATE pull SET expires_at = ? WHERE worker = ? AND active AND expires_at > ?",
        until,
        worker,
        now);
    long held =
        tx.number(
            "SELECT count(*) FROM pull WHERE worker = ? AND active AND expires_at > ?",
            worker,
            now);
    if (held < most) {
      tx.update(
          """
          UPDATE pull SET worker = ?, token = token + 1, expires_at = ?
          WHERE active AND expires_at <= ? AND id IN (
            SELECT id FROM pull WHERE active AND expires_at <= ? ORDER BY id LIMIT ?)""",
          worker,
          until,
          now,
          now,
          most - held);
    }
    return tx.list(
        "SELECT * FROM pull WHERE worker = ? AND active AND expires_at > ? ORDER BY id LIMIT ?",
        PullStore::read,
        worker,
        now,
        most);
  }

  private static Pull read(ResultSet row) throws SQLException {
    String failure = row.getString("failure_code");
    return new Pull(
        row.getString("id"),
        row.getString("detector_id"),
        row.getString("job_id"),
        row.getString("source"),
        row.getString("query"),
        row.getString("kind"),
        row.getLong("interval_ms"),
        row.getLong("delay_ms"),
        Tx.time(row, "range_from"),
        Tx.time(row, "range_to"),
        Tx.time(row, "quiet_until"),
        Tx.time(row, "position"),
        row.getBoolean("active"),
        row.getString("worker"),
        row.getLong("token"),
        Tx.time(row, "expires_at"),
        failure == null
            ? null
            : new Pull.Failure(
                failure, row.getString("failure_message"), Tx.time(row, "failed_at")));
  }
}
