package io.aiops.detector.incident;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.anomaly.AnomalyStore;
import io.aiops.detector.anomaly.HistoricalStore;
import io.aiops.detector.anomaly.PointsAround;
import io.aiops.detector.anomaly.Severity;
import io.aiops.detector.anomaly.TestAnomaly;
import io.aiops.detector.event.EventStore;
import io.aiops.detector.event.StoredEvent;
import io.aiops.detector.json.Column;
import io.aiops.detector.json.Json;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;
import io.aiops.detector.store.TestJson;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What an analysis of history found is no part of what happens now, on either database. */
class HistoryAsideTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:00Z");
  private static final Column NONE = Column.of(new double[0]);

  private final Json json = TestJson.json();
  private final AnomalyStore anomalies = new AnomalyStore(json, Clock.systemUTC());
  private final IncidentStore store = new IncidentStore(json, Clock.systemUTC());
  private final EventStore events = new EventStore();

  private static AnomalyChange change(AnomalyChange.Kind kind, Anomaly anomaly) {
    PointsAround points = new PointsAround(NONE, NONE, NONE, NONE, NONE, NONE);
    return new AnomalyChange(kind, anomaly, START, points);
  }

  private static Anomaly anomaly(Database database, String service, int second) {
    return TestAnomaly.open(
        "anomaly_" + UUID.randomUUID(),
        TestDatabase.detector(database),
        "name",
        Map.of("service", service, "pod", Integer.toString(second)),
        START.plusSeconds(second),
        Severity.HIGH);
  }

  @ParameterizedTest
  @EnumSource
  void historyMakesNoIncident(TestDatabase kind) {
    Database database = kind.database();
    HistoricalStore historical = new HistoricalStore(anomalies, json);
    String service = UUID.randomUUID().toString();
    Anomaly past = anomaly(database, service, 0).resolved(START.plusSeconds(300));
    database.run(
        tx ->
            historical.replace(
                tx,
                past.detectorId(),
                "job_1",
                START.minusSeconds(600),
                START.plusSeconds(600),
                List.of(change(AnomalyChange.Kind.RESOLVED, past))));
    long before = database.read(events::last);
    Anomaly present = anomaly(database, service, 30);
    database.run(tx -> anomalies.save(tx, change(AnomalyChange.Kind.DETECTED, present)));
    List<StoredEvent> news = database.read(tx -> events.after(tx, before, 100));
    assertEquals(List.of("anomaly_detected"), news.stream().map(StoredEvent::type).toList());
    Correlation.Rules rules = new Correlation.Rules(Duration.ofMinutes(5), List.of());
    database.run(tx -> new Correlation(tx, store, json, rules).take(news));
    assertEquals(
        List.of("anomaly_detected"),
        database.read(tx -> events.after(tx, before, 100)).stream().map(StoredEvent::type).toList(),
        "it stands alone");
  }
}
