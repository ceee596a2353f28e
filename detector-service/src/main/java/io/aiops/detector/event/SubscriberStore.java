package io.aiops.detector.event;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.store.Tx;

/** Subscribers in the database. */
@ApplicationScoped
class SubscriberStore {

  List<Subscriber> all(Tx tx) {
    return tx.list("SELECT * FROM subscriber", SubscriberStore::read);
  }

  Optional<Subscriber> findForUpdate(Tx tx, String id) {
    return tx.firstForUpdate("SELECT * FROM subscriber WHERE id = ?", SubscriberStore::read, id);
  }

  void save(Tx tx, Subscriber subscriber) {
    tx.update(
        """
        INSERT INTO subscriber (id, callback_url, acked_seq, expires_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET callback_url = excluded.callback_url,
          acked_seq = excluded.acked_seq, expires_at = excluded.expires_at""",
        subscriber.id(),
        subscriber.callbackUrl().toString(),
        subscriber.ackedSeq(),
        subscriber.expiresAt());
  }

  void acked(Tx tx, String id, long seq) {
    tx.update("UPDATE subscriber SET acked_seq = ? WHERE id = ?", seq, id);
  }

  void delete(Tx tx, String id) {
    tx.update("DELETE FROM subscriber WHERE id = ?", id);
  }

  void deleteExpired(Tx tx, Instant now) {
    tx.update("DELETE FROM subscriber WHERE expires_at <= ?", now);
  }

  private static Subscriber read(ResultSet row) throws SQLException {
    return new Subscriber(
        row.getString("id"),
        URI.create(row.getString("callback_url")),
        row.getLong("acked_seq"),
        Tx.time(row, "expires_at"));
  }
}
