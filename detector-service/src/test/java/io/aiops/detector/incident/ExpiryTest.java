package io.aiops.detector.incident;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.anomaly.AnomalyStore;
import io.aiops.detector.anomaly.PointsAround;
import io.aiops.detector.anomaly.Severity;
import io.aiops.detector.anomaly.TestAnomaly;
import io.aiops.detector.json.Column;
import io.aiops.detector.json.Json;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;
import io.aiops.detector.store.TestJson;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Anomalies and incidents that go with time, the same on both databases. They were written long
 * ago, so that nothing else in the database is as old.
 */
class ExpiryTest {

  private static final Column NONE = Column.of(new double[0]);
  private static final Instant LONG_AGO = Instant.parse("1999-01-01T00:00:00Z");

  /** Points are of another time than the clock. */
  private static final Instant POINT = Instant.parse("2031-01-01T00:00:00Z");

  private final Json json = TestJson.json();
  private Database database;

  private static Clock at(int second) {
    return Clock.fixed(LONG_AGO.plusSeconds(second), ZoneOffset.UTC);
  }

  private AnomalyStore anomalies(int second) {
    return new AnomalyStore(json, at(second));
  }

  private IncidentStore incidents(int second) {
    return new IncidentStore(json, at(second));
  }

  /** An anomaly that was found at a second. */
  private Anomaly open(int second) {
    Anomaly anomaly =
        TestAnomaly.open(
            "anomaly_" + UUID.randomUUID(),
            TestDatabase.detector(database),
            "d",
            Map.of(),
            POINT,
            Severity.HIGH);
    save(AnomalyChange.Kind.DETECTED, anomaly, second);
    return anomaly;
  }

  /** An anomaly that ended a second after it was found. */
  private String ended(int second) {
    Anomaly open = open(second);
    save(AnomalyChange.Kind.RESOLVED, open.resolved(POINT), second + 1);
    return open.id();
  }

  private void save(AnomalyChange.Kind kind, Anomaly anomaly, int second) {
    PointsAround points = new PointsAround(NONE, NONE, NONE, NONE, NONE, NONE);
    AnomalyChange change = new AnomalyChange(kind, anomaly, POINT, points);
    database.run(tx -> anomalies(second).save(tx, change));
  }

  private void judge(String anomaly) {
    database.run(
        tx ->
            tx.update(
                "INSERT INTO feedback (anomaly_id, created_at, verdict, comment)"
                    + " VALUES (?, ?, 'anomaly', '')",
                anomaly,
                LONG_AGO));
  }

  /** An incident that was last written at a second. */
  private String incident(int second, String state, String... members) {
    String id = "incident_" + UUID.randomUUID();
    Incident incident =
        new Incident(
            id,
            state,
            Severity.HIGH,
            "title",
            POINT,
            state.equals(Anomaly.OPEN) ? null : POINT,
            List.of(members),
            List.of(),
            Map.of(),
            false,
            1);
    database.run(
        tx -> {
          incidents(second).save(tx, incident);
          for (String member : members) {
            incidents(second).add(tx, id, anomalies(second).find(tx, member).orElseThrow());
          }
        });
    return id;
  }

  private int expireAnomalies(int before, int most) {
    return database.write(tx -> anomalies(0).expire(tx, LONG_AGO.plusSeconds(before), most));
  }

  private int expireIncidents(int before) {
    return database.write(tx -> incidents(0).expire(tx, LONG_AGO.plusSeconds(before), 100));
  }

  private List<String> left(String... ids) {
    return Stream.of(ids)
        .filter(id -> database.read(tx -> anomalies(0).find(tx, id)).isPresent())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void anomaliesGoOnceTheyHaveEndedTheOldestFirst(TestDatabase kind) {
    database = kind.database();
    String open = open(0).id();
    String second = ended(10);
    String first = ended(5);
    String young = ended(50);
    assertEquals(0, expireAnomalies(6, 100), "it changed after that");
    assertEquals(1, expireAnomalies(20, 1));
    assertEquals(List.of(open, second, young), left(open, first, second, young));
    assertEquals(1, expireAnomalies(20, 100));
    assertEquals(List.of(open, young), left(open, first, second, young));
    assertEquals(1, expireAnomalies(100, 100));
    assertEquals(List.of(open), left(open, young));
    database.run(tx -> tx.update("DELETE FROM anomaly WHERE id = ?", open));
  }

  @ParameterizedTest
  @EnumSource
  void whatPeopleJudgedStaysWithItsIncident(TestDatabase kind) {
    database = kind.database();
    String alone = ended(0);
    judge(alone);
    String judged = ended(0);
    judge(judged);
    String beside = ended(0);
    String incident = incident(0, Anomaly.RESOLVED, judged, beside);
    assertEquals(0, expireIncidents(100));
    assertEquals(0, expireAnomalies(100, 100));
    assertEquals(List.of(alone, judged, beside), left(alone, judged, beside));
    assertEquals(incident, database.read(tx -> incidents(0).incidentOf(tx, beside)).orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void anIncidentGoesBeforeItsAnomalies(TestDatabase kind) {
    database = kind.database();
    String first = ended(0);
    String open = incident(0, Anomaly.OPEN, ended(0));
    String young = incident(80, Anomaly.RESOLVED, ended(0));
    String old = incident(5, Anomaly.RESOLVED, first, ended(0));
    assertEquals(0, expireAnomalies(50, 100), "they are part of incidents");
    assertEquals(1, expireIncidents(50));
    assertEquals(
        List.of(open, young),
        Stream.of(open, young, old)
            .filter(id -> database.read(tx -> incidents(0).find(tx, id)).isPresent())
            .toList());
    assertEquals(2, expireAnomalies(50, 100));
    assertEquals(List.of(), left(first));
    assertEquals(1, expireIncidents(100));
    assertEquals(1, expireAnomalies(100, 100));
    database.run(tx -> incidents(0).delete(tx, open));
  }
}
