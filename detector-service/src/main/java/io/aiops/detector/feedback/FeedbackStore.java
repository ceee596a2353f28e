package io.aiops.detector.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.json.Json;
import io.aiops.detector.store.Tx;

/** The record of what people said, one row per verdict; former ones stay, with their end. */
@ApplicationScoped
class FeedbackStore {

  private static final String SELECT =
      """
      SELECT anomaly_id, created_at, verdict, comment, effect, feedback.ended_at AS over_at, ended_by
      FROM feedback""";

  private static final String OF_DETECTOR = " JOIN anomaly ON anomaly.id = feedback.anomaly_id";

  private final Json json;

  FeedbackStore(Json json) {
    this.json = json;
  }

  /** The verdict that holds. */
  Optional<Given> latest(Tx tx, String anomalyId) {
    return tx.first(
        SELECT + " WHERE anomaly_id = ? AND ended_at IS NULL ORDER BY created_at DESC LIMIT 1",
        this::read,
        anomalyId);
  }

  /** A time for the next verdict: now, or just after the one before it. */
  Instant next(Tx tx, String anomalyId, Instant now) {
    long after =
        tx.number(
                "SELECT coalesce(max(created_at), 0) FROM feedback WHERE anomaly_id = ?", anomalyId)
            + 1;
    return now.toEpochMilli() >= after ? now : Instant.ofEpochMilli(after);
  }

  void end(Tx tx, String anomalyId, Instant at, String by) {
    tx.update(
        "UPDATE feedback SET ended_at = ?, ended_by = ? WHERE anomaly_id = ? AND ended_at IS NULL",
        at,
        by,
        anomalyId);
  }

  void add(Tx tx, Given given) {
    tx.update(
        """
        INSERT INTO feedback (anomaly_id, created_at, verdict, comment, effect)
        VALUES (?, ?, ?, ?, ?)""",
        given.anomalyId(),
        given.at(),
        given.verdict().text(),
        given.comment(),
        json.write(given.effect()));
  }

  List<Given> list(Tx tx, FeedbackQuery query) {
    List<Object> parameters = new ArrayList<>(query.parameters());
    parameters.add(query.page().limit());
    parameters.add(query.page().offset());
    return tx.list(
        SELECT
            + OF_DETECTOR
            + query.where()
            + " ORDER BY "
            + query.order()
            + ", created_at DESC, anomaly_id LIMIT ? OFFSET ?",
        this::read,
        parameters.toArray());
  }

  long count(Tx tx, FeedbackQuery query) {
    return tx.number(
        "SELECT count(*) FROM feedback" + OF_DETECTOR + query.where(),
        query.parameters().toArray());
  }

  private Given read(ResultSet row) throws SQLException {
    return new Given(
        row.getString("anomaly_id"),
        Tx.time(row, "created_at"),
        FeedbackVerdict.of(row.getString("verdict")),
        row.getString("comment"),
        json.read(row.getString("effect"), Effect.class),
        Tx.time(row, "over_at"),
        row.getString("ended_by"));
  }
}
