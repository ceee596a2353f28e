package io.aiops.detector.anomaly;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.json.Column;
import io.aiops.detector.json.Page;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;
import io.aiops.detector.store.TestJson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What analyses find, the same on both databases. */
class HistoricalStoreTest {

  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final Instant FROM = NOON.minusSeconds(3600);
  private static final Instant TO = NOON.plusSeconds(3600);

  private final AnomalyStore store = new AnomalyStore(TestJson.json(), Clock.systemUTC());
  private final HistoricalStore historical = new HistoricalStore(store, TestJson.json());

  private static AnomalyChange found(String detector, String pod, Instant at) {
    Anomaly anomaly =
        TestAnomaly.open(
                AnomalyId.of(detector, pod, at.toString()),
                detector,
                "name",
                Map.of("pod", pod),
                at,
                Severity.HIGH)
            .resolved(at.plusSeconds(60));
    Column none = Column.of(new double[0]);
    return new AnomalyChange(
        AnomalyChange.Kind.RESOLVED,
        anomaly,
        at.plusSeconds(60),
        new PointsAround(none, none, none, none, none, none));
  }

  private List<Anomaly> list(Database database, String detector, String isHistorical) {
    AnomalyQuery query =
        AnomalyQuery.read(
            new AnomalyQuery.Filter(detector, List.of(), "", "", isHistorical, "", "", ""),
            "started_at",
            Page.of("1", "50"));
    return database.read(tx -> store.list(tx, query));
  }

  private void replace(Database database, String detector, String job, AnomalyChange... found) {
    database.run(tx -> historical.replace(tx, detector, job, FROM, TO, List.of(found)));
  }

  @ParameterizedTest
  @EnumSource
  void aLaterAnalysisTakesThePlaceOfAnEarlierOne(TestDatabase kind) {
    Database database = kind.database();
    String detector = TestDatabase.detector(database);
    long events = database.read(tx -> tx.number("SELECT count(*) FROM event"));
    AnomalyChange one = found(detector, "a", NOON);
    replace(database, detector, "job_1", one, found(detector, "b", NOON));
    List<Anomaly> first = list(database, detector, "true");
    assertEquals(2, first.size());
    assertTrue(first.stream().allMatch(Anomaly::historical));
    replace(database, detector, "job_2", one);
    List<Anomaly> second = list(database, detector, "true");
    assertEquals(1, second.size());
    assertFalse(first.contains(second.get(0)), "the job is part of the identity");
    assertNotEquals(one.anomaly().id(), second.get(0).id());
    assertEquals(second, list(database, detector, ""));
    assertEquals(List.of(), list(database, detector, "false"));
    assertEquals(0, database.<Long>read(tx -> store.countOf(tx, detector)));
    assertEquals(events, database.<Long>read(tx -> tx.number("SELECT count(*) FROM event")));
  }

  @ParameterizedTest
  @EnumSource
  void whatLiesBesideTheRangeStays(TestDatabase kind) {
    Database database = kind.database();
    String detector = TestDatabase.detector(database);
    AnomalyChange before = found(detector, "a", FROM.minusSeconds(600));
    database.run(
        tx ->
            historical.replace(
                tx, detector, "job_1", FROM.minusSeconds(3600), FROM, List.of(before)));
    replace(database, detector, "job_2", found(detector, "a", NOON));
    assertEquals(2, list(database, detector, "true").size());
    replace(database, detector, "job_3");
    assertEquals(1, list(database, detector, "true").size());
  }

  @ParameterizedTest
  @EnumSource
  void whatPeopleJudgedStaysAndIsNotThereTwice(TestDatabase kind) {
    Database database = kind.database();
    String detector = TestDatabase.detector(database);
    replace(database, detector, "job_1", found(detector, "a", NOON));
    Anomaly judged = list(database, detector, "true").get(0);
    long events = database.read(tx -> tx.number("SELECT count(*) FROM event"));
    database.run(
        tx -> {
          tx.update(
              "INSERT INTO feedback (anomaly_id, created_at, verdict, comment)"
                  + " VALUES (?, ?, 'anomaly', '')",
              judged.id(),
              NOON);
          store.judge(tx, judged.id(), "anomaly", NOON);
        });
    assertEquals(events, database.<Long>read(tx -> tx.number("SELECT count(*) FROM event")));
    replace(
        database,
        detector,
        "job_2",
        found(detector, "a", NOON),
        found(detector, "b", NOON.plusSeconds(1)));
    List<Anomaly> all = list(database, detector, "true");
    assertEquals(2, all.size());
    assertEquals(judged.id(), all.get(0).id());
    assertEquals("anomaly", all.get(0).feedback());
  }
}
