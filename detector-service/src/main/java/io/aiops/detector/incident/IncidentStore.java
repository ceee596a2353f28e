package io.aiops.detector.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.json.Json;
import io.aiops.detector.json.Labels;
import io.aiops.detector.store.Expiring;
import io.aiops.detector.store.PendingEvent;
import io.aiops.detector.store.Tx;

/** Incidents and what they consist of in the database. */
@ApplicationScoped
class IncidentStore implements Expiring {

  static final String OPENED = "incident_opened";
  static final String UPDATED = "incident_updated";
  static final String RESOLVED = "incident_resolved";

  private static final String FROM =
      " FROM anomaly a LEFT JOIN incident_member m ON m.anomaly_id = a.id ";

  private static final String EARLIER =
      """
      (SELECT count(*) FROM anomaly p WHERE p.detector_id = a.detector_id
        AND p.entity_key = a.entity_key AND p.detected_at < a.detected_at
        AND p.detected_at >= a.detected_at - ? AND NOT p.historical)""";

  private static final String LEFT_ALONE = " state = 'resolved' AND changed_at < ? ";

  private final Json json;
  private final Clock clock;

  IncidentStore(Json json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  Optional<Incident> find(Tx tx, String id) {
    return tx.first("SELECT document FROM incident WHERE id = ?", this::incident, id);
  }

  Optional<Incident> findForUpdate(Tx tx, String id) {
    return tx.firstForUpdate("SELECT document FROM incident WHERE id = ?", this::incident, id);
  }

  List<Incident> list(Tx tx, IncidentQuery query) {
    List<Object> parameters = new ArrayList<>(query.parameters());
    parameters.add(query.page().limit());
    parameters.add(query.page().offset());
    return tx.list(
        "SELECT document FROM incident"
            + query.where()
            + " ORDER BY "
            + query.order()
            + ", id LIMIT ? OFFSET ?",
        this::incident,
        parameters.toArray());
  }

  long count(Tx tx, IncidentQuery query) {
    return tx.number("SELECT count(*) FROM incident" + query.where(), query.parameters().toArray());
  }

  void save(Tx tx, Incident incident) {
    tx.update(
        """
        INSERT INTO incident (id, state, severity, title, searchable, started_at, ended_at,
          document, version, changed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state, severity = excluded.severity,
          title = excluded.title, searchable = excluded.searchable,
          started_at = excluded.started_at, ended_at = excluded.ended_at,
          document = excluded.document, version = excluded.version,
          changed_at = excluded.changed_at""",
        incident.id(),
        incident.state(),
        incident.severity().rank(),
        incident.title(),
        Labels.of(incident.labels()).key(),
        incident.startedAt(),
        incident.endedAt(),
        json.write(incident),
        incident.version(),
        clock.instant());
  }

  void delete(Tx tx, String id) {
    tx.update("DELETE FROM incident WHERE id = ?", id);
  }

  @Override
  public String kind() {
    return "incidents";
  }

  /** An incident stays while people's verdict on one of its anomalies does. */
  @Override
  public int expire(Tx tx, Instant before, int most) {
    List<String> old =
        tx.list(
            "SELECT id FROM incident WHERE"
                + LEFT_ALONE
                + """
                AND NOT EXISTS (
                  SELECT 1 FROM incident_member m JOIN feedback f ON f.anomaly_id = m.anomaly_id
                  WHERE m.incident_id = incident.id)
                ORDER BY changed_at LIMIT ?""",
            row -> row.getString(1),
            before,
            most);
    return old.stream().mapToInt(id -> expire(tx, id, before)).sum();
  }

  private static int expire(Tx tx, String id, Instant before) {
    int deleted = tx.update("DELETE FROM incident WHERE id = ? AND" + LEFT_ALONE, id, before);
    if (deleted > 0) {
      tx.update("DELETE FROM incident_member WHERE incident_id = ?", id);
    }
    return deleted;
  }

  /** Announces a change; each version is announced once. */
  void emit(Tx tx, Incident incident, String type, Instant at) {
    tx.emit(
        new PendingEvent(
            incident.id() + "." + type + ".v" + incident.version(),
            type,
            "anomalies",
            at,
            null,
            json.write(incident)));
  }

  /** An anomaly and, where that was asked for, how many of the same series came before it. */
  record Row(Anomaly anomaly, long earlier) {}

  /** The anomalies of an incident in the order in which they began. */
  List<Row> members(Tx tx, String id) {
    return tx.list(
        "SELECT a.document, m.incident_id, "
            + EARLIER
            + FROM
            + "WHERE m.incident_id = ? ORDER BY a.started_at, a.id",
        row -> new Row(anomaly(row), row.getLong(3)),
        Member.MEMORY.toMillis(),
        id);
  }

  Optional<Row> anomaly(Tx tx, String id) {
    return tx.first(
        "SELECT a.document, m.incident_id" + FROM + "WHERE a.id = ?",
        row -> new Row(anomaly(row), 0),
        id);
  }

  /** Anomalies that started between two times, including these; the earliest ones. */
  List<Row> startedBetween(Tx tx, Instant from, Instant to, int most) {
    return tx.list(
        "SELECT a.document, m.incident_id"
            + FROM
            + "WHERE a.started_at >= ? AND a.started_at <= ? AND NOT a.historical"
            + " ORDER BY a.started_at, a.id LIMIT ?",
        row -> new Row(anomaly(row), 0),
        from,
        to,
        most);
  }

  private Anomaly anomaly(ResultSet row) throws SQLException {
    return json.read(row.getString(1), Anomaly.class).within(row.getString(2));
  }

  Map<String, String> detectorLabels(Tx tx, String detectorId) {
    Map<String, String> labels = new TreeMap<>();
    tx.list(
        "SELECT name, value FROM detector_label WHERE detector_id = ?",
        row -> labels.put(row.getString(1), row.getString(2)),
        detectorId);
    return labels;
  }

  /** The incident that an anomaly is part of. */
  Optional<String> incidentOf(Tx tx, String anomalyId) {
    return tx.first(
        "SELECT incident_id FROM incident_member WHERE anomaly_id = ?",
        row -> row.getString(1),
        anomalyId);
  }

  Optional<Group> group(Tx tx, String id) {
    return tx.first(
            "SELECT min(started_at), max(started_at), count(*) FROM incident_member"
                + " WHERE incident_id = ?",
            row ->
                new Group(
                    id,
                    Instant.ofEpochMilli(row.getLong(1)),
                    Instant.ofEpochMilli(row.getLong(2)),
                    row.getInt(3)),
            id)
        .filter(group -> group.size() > 0);
  }

  void add(Tx tx, String id, Anomaly anomaly) {
    tx.update(
        """
        INSERT INTO incident_member (anomaly_id, incident_id, detector_id, started_at)
        VALUES (?, ?, ?, ?) ON CONFLICT (anomaly_id) DO NOTHING""",
        anomaly.id(),
        id,
        anomaly.detectorId(),
        anomaly.startedAt());
  }

  void move(Tx tx, String from, String to) {
    tx.update("UPDATE incident_member SET incident_id = ? WHERE incident_id = ?", to, from);
  }

  /** Takes the anomalies of a detector out of all incidents, and answers which those were. */
  List<String> forget(Tx tx, String detectorId) {
    List<String> incidents =
        tx.list(
            "SELECT DISTINCT incident_id FROM incident_member WHERE detector_id = ?",
            row -> row.getString(1),
            detectorId);
    tx.update("DELETE FROM incident_member WHERE detector_id = ?", detectorId);
    return incidents;
  }

  private Incident incident(ResultSet row) throws SQLException {
    return json.read(row.getString(1), Incident.class);
  }
}
