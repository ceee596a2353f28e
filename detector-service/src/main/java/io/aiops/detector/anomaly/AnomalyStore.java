package io.aiops.detector.anomaly;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.json.Json;
import io.aiops.detector.json.Labels;
import io.aiops.detector.problem.NotFoundException;
import io.aiops.detector.store.Expiring;
import io.aiops.detector.store.PendingEvent;
import io.aiops.detector.store.Tx;

/** Anomalies in the database; what people say about one outlives what the scoring writes. */
@ApplicationScoped
public class AnomalyStore implements Expiring {

  /** The document, and what the correlator knows about it, which scoring never writes. */
  private static final String SELECT =
      """
      SELECT document, (SELECT incident_id FROM incident_member m WHERE m.anomaly_id = anomaly.id)
      FROM anomaly""";

  private static final String LEFT_ALONE = " state = 'resolved' AND changed_at < ? ";

  private final Json json;
  private final Clock clock;

  public AnomalyStore(Json json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  /**
   * Stores a change that scoring made, with its event. A change that is stored already is not
   * repeated.
   */
  public void save(Tx tx, AnomalyChange change) {
    Optional<Anomaly> present = findForUpdate(tx, change.anomaly().id());
    if (present.isPresent() && change.kind() == AnomalyChange.Kind.DETECTED) {
      return;
    }
    if (present.isEmpty() && change.kind() != AnomalyChange.Kind.DETECTED) {
      return;
    }
    Anomaly anomaly =
        present
            .map(
                old ->
                    change
                        .anomaly()
                        .within(old.incidentId())
                        .judged(old.acknowledged(), old.feedback(), old.version() + 1))
            .orElseGet(() -> change.anomaly().judged(false, null, 1));
    String points = json.write(change.points());
    if (present.isPresent()) {
      update(tx, anomaly);
      tx.update("UPDATE anomaly SET context = ? WHERE id = ?", points, anomaly.id());
    } else {
      insert(tx, anomaly, points);
    }
    emit(tx, anomaly, change.kind().eventType(), change.at(), change.at().toEpochMilli() + "");
  }

  /** Announces a change; the cause makes the event's id. */
  void emit(Tx tx, Anomaly anomaly, String type, Instant at, String cause) {
    tx.emit(
        new PendingEvent(
            anomaly.id() + "." + type + "." + cause,
            type,
            "anomalies",
            at,
            anomaly.detectorId(),
            json.write(anomaly)));
  }

  /**
   * Stores what people say of an anomaly, with its event unless it is historical; where that is
   * what they said before, nothing changes.
   *
   * @param verdict null to take it back
   */
  public Anomaly judge(Tx tx, String id, String verdict, Instant at) {
    Anomaly before = findForUpdate(tx, id).orElseThrow(() -> new NotFoundException("anomaly", id));
    return judge(tx, before, before.acknowledged(), verdict, at);
  }

  Anomaly judge(Tx tx, Anomaly before, boolean acknowledged, String verdict, Instant at) {
    if (acknowledged == before.acknowledged() && Objects.equals(verdict, before.feedback())) {
      return before;
    }
    Anomaly after = before.judged(acknowledged, verdict, before.version() + 1);
    update(tx, after);
    if (!after.historical()) {
      emit(tx, after, AnomalyChange.Kind.UPDATED.eventType(), at, "v" + after.version());
    }
    return after;
  }

  void insert(Tx tx, Anomaly anomaly, String points) {
    tx.update(
        """
        INSERT INTO anomaly (id, detector_id, detector_name, entity_key, state, severity, score,
          started_at, detected_at, ended_at, suppressed, suppressed_by, document, context, version,
          historical, changed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        anomaly.id(),
        anomaly.detectorId(),
        anomaly.detectorName(),
        Labels.of(anomaly.entity()).key(),
        anomaly.state(),
        anomaly.severity().rank(),
        anomaly.score(),
        anomaly.startedAt(),
        anomaly.detectedAt(),
        anomaly.endedAt(),
        anomaly.suppressed(),
        anomaly.suppressedBy(),
        json.write(anomaly),
        points,
        anomaly.version(),
        anomaly.historical(),
        clock.instant());
  }

  void update(Tx tx, Anomaly anomaly) {
    tx.update(
        """
        UPDATE anomaly SET state = ?, severity = ?, score = ?, ended_at = ?, suppressed = ?,
          suppressed_by = ?, document = ?, version = ?, changed_at = ?
        WHERE id = ?""",
        anomaly.state(),
        anomaly.severity().rank(),
        anomaly.score(),
        anomaly.endedAt(),
        anomaly.suppressed(),
        anomaly.suppressedBy(),
        json.write(anomaly),
        anomaly.version(),
        clock.instant(),
        anomaly.id());
  }

  public Optional<Anomaly> find(Tx tx, String id) {
    return tx.first(SELECT + " WHERE id = ?", this::read, id);
  }

  Optional<Anomaly> findForUpdate(Tx tx, String id) {
    return tx.firstForUpdate(SELECT + " WHERE id = ?", this::read, id);
  }

  /** The open anomalies of a detector. */
  public List<Anomaly> open(Tx tx, String detectorId) {
    return tx.list(
        SELECT + " WHERE detector_id = ? AND state = ? AND NOT historical",
        this::read,
        detectorId,
        Anomaly.OPEN);
  }

  /** The open anomalies of all detectors, the newest first. */
  public List<Anomaly> newestOpen(Tx tx, int most) {
    return tx.list(
        SELECT + " WHERE state = ? ORDER BY detected_at DESC, id LIMIT ?",
        this::read,
        Anomaly.OPEN,
        most);
  }

  /** Ends an anomaly that nobody can follow any more, at its peak: the last that is known of it. */
  public void abandon(Tx tx, Anomaly anomaly, Instant now) {
    Anomaly ended =
        anomaly
            .resolved(anomaly.peakAt())
            .judged(anomaly.acknowledged(), anomaly.feedback(), anomaly.version() + 1);
    update(tx, ended);
    emit(
        tx, ended, AnomalyChange.Kind.RESOLVED.eventType(), now, Long.toString(now.toEpochMilli()));
  }

  /** The stored points around an anomaly, as JSON text. */
  public Optional<String> points(Tx tx, String id) {
    return tx.first("SELECT context FROM anomaly WHERE id = ?", row -> row.getString(1), id);
  }

  List<Anomaly> list(Tx tx, AnomalyQuery query) {
    List<Object> parameters = new ArrayList<>(query.parameters());
    parameters.add(query.page().limit());
    parameters.add(query.page().offset());
    return tx.list(
        SELECT + query.where() + " ORDER BY " + query.order() + ", id LIMIT ? OFFSET ?",
        this::read,
        parameters.toArray());
  }

  long count(Tx tx, AnomalyQuery query) {
    return tx.number("SELECT count(*) FROM anomaly" + query.where(), query.parameters().toArray());
  }

  /** Anomalies of a detector that are kept, without those that analyses of its history found. */
  public long countOf(Tx tx, String detectorId) {
    return tx.number(
        "SELECT count(*) FROM anomaly WHERE detector_id = ? AND NOT historical", detectorId);
  }

  @Override
  public String kind() {
    return "anomalies";
  }

  /**
   * What people gave a verdict on stays, and so does what is part of an incident while that does.
   */
  @Override
  public int expire(Tx tx, Instant before, int most) {
    return tx.update(
        "DELETE FROM anomaly WHERE"
            + LEFT_ALONE
            + "AND id IN (SELECT id FROM anomaly WHERE"
            + LEFT_ALONE
            + """
            AND NOT EXISTS (SELECT 1 FROM feedback f WHERE f.anomaly_id = anomaly.id)
            AND NOT EXISTS (SELECT 1 FROM incident_member m WHERE m.anomaly_id = anomaly.id)
            ORDER BY changed_at LIMIT ?)""",
        before,
        before,
        most);
  }

  private Anomaly read(ResultSet row) throws SQLException {
    return json.read(row.getString(1), Anomaly.class).within(row.getString(2));
  }
}
