package io.aiops.detector.anomaly;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.json.Column;
import io.aiops.detector.json.Json;
import io.aiops.detector.json.Page;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;
import io.aiops.detector.store.TestJson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Anomalies, the same on both databases. */
class AnomalyStoreTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final Column NONE = Column.of(new double[0]);

  private final Json json = TestJson.json();
  private final AnomalyStore store = new AnomalyStore(json, Clock.systemUTC());

  private static Anomaly anomaly(String detector, String pod, Severity severity) {
    return TestAnomaly.open(
        detector + "." + pod, detector, "Checkout %", Map.of("pod", pod), NOW, severity);
  }

  private void save(Database database, AnomalyChange.Kind kind, Anomaly anomaly) {
    database.run(
        tx ->
            store.save(
                tx,
                new AnomalyChange(
                    kind, anomaly, NOW, new PointsAround(NONE, NONE, NONE, NONE, NONE, NONE))));
  }

  private List<String> ids(Database database, AnomalyQuery query) {
    List<String> ids =
        database.read(tx -> store.list(tx, query)).stream().map(Anomaly::id).toList();
    assertEquals(ids.size(), database.<Long>read(tx -> store.count(tx, query)));
    return ids;
  }

  private static AnomalyQuery query(
      String detector, List<String> severities, String state, String from, String text) {
    return AnomalyQuery.read(
        new AnomalyQuery.Filter(detector, severities, state, "", "", from, "", text),
        "-severity",
        Page.of("1", "20"));
  }

  @ParameterizedTest
  @EnumSource
  void anAnomalyIsOpenedOnceAndResolved(TestDatabase kind) {
    Database database = kind.database();
    Anomaly open = anomaly(TestDatabase.detector(database), "a", Severity.HIGH);
    save(database, AnomalyChange.Kind.DETECTED, open);
    save(database, AnomalyChange.Kind.DETECTED, open);
    assertEquals(open, database.read(tx -> store.find(tx, open.id())).orElseThrow());
    database.run(tx -> store.update(tx, open.judged(true, "expected", 2)));
    save(database, AnomalyChange.Kind.RESOLVED, open.resolved(NOW.plusSeconds(60)));
    Anomaly resolved = database.write(tx -> store.findForUpdate(tx, open.id())).orElseThrow();
    assertTrue(resolved.acknowledged());
    assertEquals("expected", resolved.feedback());
    assertEquals(3, resolved.version());
    assertEquals(NOW.plusSeconds(60), resolved.endedAt());
    assertTrue(
        database.read(tx -> store.points(tx, open.id())).orElseThrow().contains("timestamps"));
    assertEquals(1, database.<Long>read(tx -> store.countOf(tx, open.detectorId())));
  }

  @ParameterizedTest
  @EnumSource
  void textIsFoundAsItIsWrittenInAnyAlphabet(TestDatabase kind) {
    Database database = kind.database();
    String detector = TestDatabase.detector(database);
    Anomaly anomaly = anomaly(detector, "\u00dcbersicht \u0416", Severity.LOW);
    save(database, AnomalyChange.Kind.DETECTED, anomaly);
    for (String text : List.of("\u00dcber", "\u0416", "BERSICHT")) {
      assertEquals(
          List.of(anomaly.id()), ids(database, query(detector, List.of(), "", "", text)), text);
    }
  }

  @ParameterizedTest
  @EnumSource
  void listsAreFilteredAndSortedAlike(TestDatabase kind) {
    Database database = kind.database();
    String detector = TestDatabase.detector(database);
    Anomaly low = anomaly(detector, "a_B", Severity.LOW);
    Anomaly critical = anomaly(detector, "c", Severity.CRITICAL);
    save(database, AnomalyChange.Kind.DETECTED, low);
    save(database, AnomalyChange.Kind.DETECTED, critical);
    save(database, AnomalyChange.Kind.RESOLVED, low.resolved(NOW.plusSeconds(60)));
    List<String> any = List.of();
    assertEquals(List.of(critical.id(), low.id()), ids(database, query(detector, any, "", "", "")));
    assertEquals(
        List.of(low.id()), ids(database, query(detector, List.of("low,high"), "", "", "")));
    assertEquals(List.of(critical.id()), ids(database, query(detector, any, "open", "", "")));
    assertEquals(List.of(low.id()), ids(database, query(detector, any, "", "", "A_b")));
    assertEquals(2, ids(database, query(detector, any, "", "", "checkout %")).size());
    assertEquals(
        List.of(critical.id()),
        ids(database, query(detector, any, "", "2026-01-02T03:06:00Z", "")));
  }
}
