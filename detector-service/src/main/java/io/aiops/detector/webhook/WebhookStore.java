package io.aiops.detector.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.json.Page;
import io.aiops.detector.store.Like;
import io.aiops.detector.store.Tx;

/** Webhooks in the database, and what became of the tries to tell them. */
@ApplicationScoped
class WebhookStore {

  /** Tries that are kept of each webhook. */
  static final int MOST_ATTEMPTS = 100;

  private final StoredSettings settings;

  WebhookStore(StoredSettings settings) {
    this.settings = settings;
  }

  /** A webhook and how far it has come. */
  record Row(Webhook webhook, Progress progress) {}

  List<Row> enabled(Tx tx) {
    return tx.list("SELECT * FROM webhook WHERE enabled = ?", this::row, true);
  }

  /** Whether it is there and enabled. */
  boolean listens(Tx tx, String id) {
    return tx.number("SELECT count(*) FROM webhook WHERE id = ? AND enabled = ?", id, true) > 0;
  }

  Optional<Row> find(Tx tx, String id) {
    return tx.first("SELECT * FROM webhook WHERE id = ?", this::row, id);
  }

  Optional<Row> findForUpdate(Tx tx, String id) {
    return tx.firstForUpdate("SELECT * FROM webhook WHERE id = ?", this::row, id);
  }

  /** One page by name; {@code text} is a part of it. */
  List<Row> list(Tx tx, String text, Page page) {
    return tx.list(
        "SELECT * FROM webhook WHERE lower(name) LIKE ? ESCAPE '!'"
            + " ORDER BY lower(name), id LIMIT ? OFFSET ?",
        this::row,
        Like.containing(text.toLowerCase(Locale.ROOT)),
        page.limit(),
        page.offset());
  }

  long count(Tx tx, String text) {
    return tx.number(
        "SELECT count(*) FROM webhook WHERE lower(name) LIKE ? ESCAPE '!'",
        Like.containing(text.toLowerCase(Locale.ROOT)));
  }

  /** Until the end of the transaction nobody else gives a webhook a name. */
  void lockNames(Tx tx) {
    tx.firstForUpdate(
        "SELECT value FROM sequence_number WHERE name = 'webhook'", row -> row.getLong(1));
  }

  boolean nameTaken(Tx tx, String name, String byOtherThan) {
    return tx.number("SELECT count(*) FROM webhook WHERE name = ? AND id <> ?", name, byOtherThan)
        > 0;
  }

  void insert(Tx tx, Webhook webhook, Progress progress) {
    tx.update(
        """
        INSERT INTO webhook (id, name, settings, secret, enabled, created_at, updated_at, version,
          acked_seq, tried_seq, attempts, attempt_number)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0)""",
        webhook.id(),
        webhook.settings().name(),
        settings.write(webhook.settings()),
        webhook.settings().secret(),
        webhook.settings().enabled(),
        webhook.createdAt(),
        webhook.updatedAt(),
        webhook.version(),
        progress.ackedSeq());
  }

  void update(Tx tx, Webhook webhook) {
    tx.update(
        """
        UPDATE webhook SET name = ?, settings = ?, secret = ?, enabled = ?, updated_at = ?,
          version = ? WHERE id = ?""",
        webhook.settings().name(),
        settings.write(webhook.settings()),
        webhook.settings().secret(),
        webhook.settings().enabled(),
        webhook.updatedAt(),
        webhook.version(),
        webhook.id());
  }

  int delete(Tx tx, String id) {
    return tx.update("DELETE FROM webhook WHERE id = ?", id);
  }

  void save(Tx tx, String id, Progress progress) {
    tx.update(
        """
        UPDATE webhook SET acked_seq = ?, tried_seq = ?, attempts = ?, failing_since = ?,
          last_delivery_at = ?, last_status = ?, last_error = ? WHERE id = ?""",
        progress.ackedSeq(),
        progress.triedSeq(),
        progress.attempts(),
        progress.failingSince(),
        progress.lastDeliveryAt(),
        progress.lastStatus(),
        progress.lastError(),
        id);
  }

  /** Goes on to an event; never back, where somebody knows less than is stored. */
  void acked(Tx tx, String id, long seq) {
    tx.update("UPDATE webhook SET acked_seq = ? WHERE id = ? AND acked_seq < ?", seq, id, seq);
  }

  /** Events of some types after {@code seq}. */
  long pending(Tx tx, long seq, List<String> types) {
    List<Object> parameters = new ArrayList<>(types);
    parameters.add(0, seq);
    String places = String.join(", ", Collections.nCopies(types.size(), "?"));
    return tx.number(
        "SELECT count(*) FROM event WHERE seq > ? AND type IN (" + places + ")",
        parameters.toArray());
  }

  /** Remembers a try, and forgets the oldest ones. */
  void add(Tx tx, String id, Attempt attempt) {
    long number =
        tx.number(
            "UPDATE webhook SET attempt_number = attempt_number + 1 WHERE id = ?"
                + " RETURNING attempt_number",
            id);
    tx.update(
        """
        INSERT INTO webhook_attempt (webhook_id, number, event_id, event_type, attempt, status,
          latency_ms, error, at, next_attempt_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        id,
        number,
        attempt.eventId(),
        attempt.eventType(),
        attempt.attempt(),
        attempt.status(),
        attempt.latencyMs(),
        attempt.error(),
        attempt.at(),
        attempt.nextAttemptAt());
    tx.update(
        "DELETE FROM webhook_attempt WHERE webhook_id = ? AND number <= ?",
        id,
        number - MOST_ATTEMPTS);
  }

  long countAttempts(Tx tx, String id) {
    return tx.number("SELECT count(*) FROM webhook_attempt WHERE webhook_id = ?", id);
  }

  /** One page of the tries that are kept, newest first. */
  List<Attempt> attempts(Tx tx, String id, Page page) {
    return tx.list(
        "SELECT * FROM webhook_attempt WHERE webhook_id = ? ORDER BY number DESC LIMIT ? OFFSET ?",
        row ->
            new Attempt(
                id + "." + row.getLong("number"),
                row.getString("event_id"),
                row.getString("event_type"),
                row.getInt("attempt"),
                integer(row, "status"),
                row.getLong("latency_ms"),
                row.getString("error"),
                Tx.time(row, "at"),
                Tx.time(row, "next_attempt_at")),
        id,
        page.limit(),
        page.offset());
  }

  private Row row(ResultSet row) throws SQLException {
    Webhook webhook =
        new Webhook(
            row.getString("id"),
            settings.read(
                row.getString("settings"),
                row.getString("name"),
                row.getString("secret"),
                row.getBoolean("enabled")),
            Tx.time(row, "created_at"),
            Tx.time(row, "updated_at"),
            row.getLong("version"));
    Progress progress =
        new Progress(
            row.getLong("acked_seq"),
            row.getLong("tried_seq"),
            row.getInt("attempts"),
            Tx.time(row, "failing_since"),
            Tx.time(row, "last_delivery_at"),
            integer(row, "last_status"),
            row.getString("last_error"));
    return new Row(webhook, progress);
  }

  private static Integer integer(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }
}
