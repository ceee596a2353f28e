package io.aiops.detector.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.store.Tx;

/** States of sources in the database. */
@ApplicationScoped
class SourceStore {

  boolean isEmpty(Tx tx) {
    return tx.number("SELECT count(*) FROM source") == 0;
  }

  boolean exists(Tx tx, String name) {
    return tx.number("SELECT count(*) FROM source WHERE name = ?", name) > 0;
  }

  Optional<String> kind(Tx tx, String name) {
    return tx.first("SELECT kind FROM source WHERE name = ?", row -> row.getString(1), name);
  }

  Optional<SourceState> findForUpdate(Tx tx, String name) {
    return tx.firstForUpdate("SELECT * FROM source WHERE name = ?", SourceStore::read, name);
  }

  private static SourceState read(ResultSet row) throws SQLException {
    return new SourceState(
        row.getString("name"),
        row.getString("kind"),
        row.getString("url"),
        row.getBoolean("reachable"),
        row.getObject("latency_ms") == null ? null : row.getDouble("latency_ms"),
        row.getString("last_error"),
        Tx.time(row, "checked_at"),
        Tx.time(row, "since"),
        row.getLong("version"));
  }

  void save(Tx tx, SourceState state) {
    tx.update(
        """
        INSERT INTO source (name, kind, url, reachable, latency_ms, last_error, checked_at, since,
          version)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, url = excluded.url,
          reachable = excluded.reachable, latency_ms = excluded.latency_ms,
          last_error = excluded.last_error, checked_at = excluded.checked_at,
          since = excluded.since, version = excluded.version""",
        state.name(),
        state.kind(),
        state.url(),
        state.reachable(),
        state.latencyMs(),
        state.lastError(),
        state.checkedAt(),
        state.since(),
        state.version());
  }
}
