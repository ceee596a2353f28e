package io.aiops.detector.webhook;

import java.util.ArrayList;
import java.util.Collections;
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

  /** Open anomalies and incidents whose beginning was withheld from a webhook. */
  private static final String WITHHELD = "webhook_withheld";

  /** Those whose beginning a webhook was told of. */
  private static final String TOLD = "webhook_told";

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

  /**
   * Whether one of the anomalies of an incident is of a detector.
   *
   * @param members ids of the anomalies, as the incident was when it was announced: by now they may
   *     be part of another one
   */
  boolean concern(Tx tx, JsonNode members, String detectorId) {
    if (members.isEmpty()) {
      return false;
    }
    List<Object> parameters = new ArrayList<>();
    parameters.add(detectorId);
    members.forEach(member -> parameters.add(member.asText()));
    String places = String.join(", ", Collections.nCopies(members.size(), "?"));
    return tx.number(
            "SELECT count(*) FROM incident_member WHERE detector_id = ? AND anomaly_id IN ("
                + places
                + ")",
            parameters.toArray())
        > 0;
  }

  /** Something that is open, and its place in the order of the worst ones. */
  record Open(String id, int severity, long startedAt, JsonNode data) {}

  /**
   * Open anomalies that people may be told of, the worst first.
   *
   * @param filter what of it the database can tell; its labels remain to be looked at
   * @param after the one that they follow in this order; null for the first ones
   */
  List<Open> openAnomalies(Tx tx, EventFilter filter, Open after, int most) {
    List<Object> parameters = new ArrayList<>();
    String where = " AND NOT historical AND NOT suppressed";
    if (filter.detectorId() != null) {
      where += " AND detector_id = ?";
      parameters.add(filter.detectorId());
    }
    return open(tx, "anomaly", where, parameters, filter, after, most);
  }

  /** Open incidents, likewise; which detectors they are of remains to be looked at. */
  List<Open> openIncidents(Tx tx, EventFilter filter, Open after, int most) {
    return open(tx, "incident", "", new ArrayList<>(), filter, after, most);
  }

  private List<Open> open(
      Tx tx,
      String table,
      String more,
      List<Object> parameters,
      EventFilter filter,
      Open after,
      int most) {
    String where = " WHERE state = 'open'" + more;
    if (filter.minSeverity() != null) {
      where += " AND severity >= ?";
      parameters.add(filter.minSeverity().rank());
    }
    if (after != null) {
      where +=
          " AND (severity < ? OR severity = ? AND (started_at < ? OR started_at = ? AND id > ?))";
      parameters.addAll(
          List.of(
              after.severity(),
              after.severity(),
              after.startedAt(),
              after.startedAt(),
              after.id()));
    }
    parameters.add(most);
    return tx.list(
        "SELECT id, severity, started_at, document FROM "
            + table
            + where
            + " ORDER BY severity DESC, started_at DESC, id LIMIT ?",
        row ->
            new Open(row.getString(1), row.getInt(2), row.getLong(3), json.read(row.getString(4))),
        parameters.toArray());
  }

  boolean withheld(Tx tx, String webhookId, String subjectId) {
    return stands(tx, WITHHELD, webhookId, subjectId);
  }

  /** Whether a webhook was told of the beginning, and not of the end. */
  boolean told(Tx tx, String webhookId, String subjectId) {
    return stands(tx, TOLD, webhookId, subjectId);
  }

  private static boolean stands(Tx tx, String table, String webhookId, String subjectId) {
    return tx.number(
            "SELECT count(*) FROM " + table + " WHERE webhook_id = ? AND subject_id = ?",
            webhookId,
            subjectId)
        > 0;
  }

  void withhold(Tx tx, String webhookId, String subjectId) {
    remember(tx, WITHHELD, webhookId, subjectId);
  }

  /** Remembers that a webhook was told of a beginning, which is withheld no more. */
  void tell(Tx tx, String webhookId, String subjectId) {
    release(tx, webhookId, subjectId);
    remember(tx, TOLD, webhookId, subjectId);
  }

  private static void remember(Tx tx, String table, String webhookId, String subjectId) {
    tx.update(
        "INSERT INTO "
            + table
            + " (webhook_id, subject_id) SELECT id, ? FROM webhook"
            + " WHERE id = ? ON CONFLICT (webhook_id, subject_id) DO NOTHING",
        subjectId,
        webhookId);
  }

  /** Remembers nothing of it any more. */
  void release(Tx tx, String webhookId, String subjectId) {
    for (String table : List.of(WITHHELD, TOLD)) {
      tx.update(
          "DELETE FROM " + table + " WHERE webhook_id = ? AND subject_id = ?",
          webhookId,
          subjectId);
    }
  }

  /** Forgets anomalies that went without an end, with their detector. Incidents always end. */
  void releaseGone(Tx tx, String webhookId) {
    for (String table : List.of(WITHHELD, TOLD)) {
      tx.update(
          "DELETE FROM "
              + table
              + " WHERE webhook_id = ? AND substr(subject_id, 1, 8) = 'anomaly_'"
              + " AND NOT EXISTS (SELECT 1 FROM anomaly WHERE anomaly.id = subject_id)",
          webhookId);
    }
  }

  /** Forgets what is over by now, for a webhook that will not hear of these ends. */
  void releaseOver(Tx tx, String webhookId) {
    releaseOver(tx, WITHHELD, webhookId);
    releaseOver(tx, TOLD, webhookId);
  }

  /** Forgets what was withheld and is over by now: its end means nothing. */
  void releaseWithheldOver(Tx tx, String webhookId) {
    releaseOver(tx, WITHHELD, webhookId);
  }

  private static void releaseOver(Tx tx, String table, String webhookId) {
    tx.update(
        "DELETE FROM "
            + table
            + " WHERE webhook_id = ? AND NOT EXISTS (SELECT 1 FROM anomaly"
            + " WHERE anomaly.id = subject_id AND anomaly.state = 'open')"
            + " AND NOT EXISTS (SELECT 1 FROM incident"
            + " WHERE incident.id = subject_id AND incident.state = 'open')",
        webhookId);
  }
}
