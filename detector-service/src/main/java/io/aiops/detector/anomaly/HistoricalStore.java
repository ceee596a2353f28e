package io.aiops.detector.anomaly;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.json.Json;
import io.aiops.detector.json.Labels;
import io.aiops.detector.store.Tx;

/** What analyses of history found, which announces nothing and is part of no incident. */
@ApplicationScoped
public class HistoricalStore {

  private static final String OVERLAPPING =
      " FROM anomaly WHERE detector_id = ? AND historical AND started_at <= ? AND ended_at >= ?";

  private final AnomalyStore store;
  private final Json json;

  public HistoricalStore(AnomalyStore store, Json json) {
    this.store = store;
    this.json = json;
  }

  /** When something of an entity lasted. */
  private record Span(String entityKey, Instant from, Instant to) {
    boolean overlaps(Anomaly anomaly) {
      return entityKey.equals(Labels.of(anomaly.entity()).key())
          && !anomaly.startedAt().isAfter(to)
          && !anomaly.endedAt().isBefore(from);
    }
  }

  /**
   * Stores what a job found in a range of history, in the place of what earlier ones found there.
   * What people gave a verdict on stays, and is not stored a second time.
   *
   * @param found anomalies that have ended
   */
  public void replace(
      Tx tx, String detectorId, String jobId, Instant from, Instant to, List<AnomalyChange> found) {
    tx.update(
        "DELETE"
            + OVERLAPPING
            + " AND NOT EXISTS (SELECT 1 FROM feedback WHERE anomaly_id = anomaly.id)",
        detectorId,
        to,
        from);
    List<Span> judged =
        tx.list(
            "SELECT entity_key, started_at, ended_at" + OVERLAPPING,
            row ->
                new Span(
                    row.getString("entity_key"),
                    Tx.time(row, "started_at"),
                    Tx.time(row, "ended_at")),
            detectorId,
            to,
            from);
    found.stream()
        .filter(change -> judged.stream().noneMatch(span -> span.overlaps(change.anomaly())))
        .forEach(
            change ->
                store.insert(tx, change.anomaly().foundBy(jobId), json.write(change.points())));
  }
}
