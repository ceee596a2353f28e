package io.aiops.detector.webhook;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.detector.json.Json;
import io.aiops.detector.store.Tx;

/** What webhooks need to know of the anomalies, incidents and detectors that events are about. */
@ApplicationScoped
class SubjectStore {

  private final Json json;

  SubjectStore(Json json) {
    this.json = json;
  }

  Map<String, String> detectorLabels(Tx tx, String detectorId) {
    Map<String, String> labels = new TreeMap<>();
    tx.list(
        "SELECT name, value FROM detector_label WHERE detector_id = ?",
        row -> labels.put(row.getString(1), row.getString(2)),
        detectorId);
    return labels;
  }

  /** Whether an incident has an anomaly of a detector. */
  boolean concerns(Tx tx, String incidentId, String detectorId) {
    return tx.number(
            "SELECT count(*) FROM incident_member WHERE incident_id = ? AND detector_id = ?",
            incidentId,
            detectorId)
        > 0;
  }

  /** Open anomalies, the worst first. */
  List<JsonNode> openAnomalies(Tx tx, int most) {
    return open(tx, "anomaly", most);
  }

  /** Open incidents, the worst first. */
  List<JsonNode> openIncidents(Tx tx, int most) {
    return open(tx, "incident", most);
  }

  private List<JsonNode> open(Tx tx, String table, int most) {
    return tx.list(
        "SELECT document FROM "
            + table
            + " WHERE state = 'open' ORDER BY severity DESC, started_at DESC, id LIMIT ?",
        row -> json.read(row.getString(1)),
        most);
  }

  boolean withheld(Tx tx, String webhookId, String subjectId) {
    return tx.number(
            "SELECT count(*) FROM webhook_withheld WHERE webhook_id = ? AND subject_id = ?",
            webhookId,
            subjectId)
        > 0;
  }

  void withhold(Tx tx, String webhookId, String subjectId) {
    tx.update(
        "INSERT INTO webhook_withheld (webhook_id, subject_id) SELECT id, ? FROM webhook"
            + " WHERE id = ? ON CONFLICT (webhook_id, subject_id) DO NOTHING",
        subjectId,
        webhookId);
  }

  void release(Tx tx, String webhookId, String subjectId) {
    tx.update(
        "DELETE FROM webhook_withheld WHERE webhook_id = ? AND subject_id = ?",
        webhookId,
        subjectId);
  }

  /** Forgets what has gone without an end, because its detector was deleted. */
  void releaseGone(Tx tx, String webhookId) {
    tx.update(
        """
        DELETE FROM webhook_withheld WHERE webhook_id = ?
          AND NOT EXISTS (SELECT 1 FROM anomaly WHERE anomaly.id = subject_id)
          AND NOT EXISTS (SELECT 1 FROM incident WHERE incident.id = subject_id)""",
        webhookId);
  }
}
