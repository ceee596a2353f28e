package io.aiops.detector.feedback;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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
import io.aiops.detector.json.Page;
import io.aiops.detector.scoring.Tolerated;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;
import io.aiops.detector.store.TestJson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The record of verdicts, the same on both databases. */
class FeedbackStoreTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final Column NONE = Column.of(new double[0]);

  private final Json json = TestJson.json();
  private final FeedbackStore store = new FeedbackStore(json);
  private final AnomalyStore anomalies = new AnomalyStore(json, Clock.systemUTC());

  private String anomaly(Database database, String detector, String pod) {
    Anomaly anomaly =
        TestAnomaly.open(
            detector + "." + pod, detector, "d", Map.of("pod", pod), NOW, Severity.HIGH);
    database.run(
        tx ->
            anomalies.save(
                tx,
                new AnomalyChange(
                    AnomalyChange.Kind.DETECTED,
                    anomaly,
                    NOW,
                    new PointsAround(NONE, NONE, NONE, NONE, NONE, NONE))));
    return anomaly.id();
  }

  private Given give(Database database, String anomaly, FeedbackVerdict verdict, Effect effect) {
    return database.write(
        tx -> {
          Instant at = store.next(tx, anomaly, NOW);
          store.end(tx, anomaly, at, Given.REPLACED);
          Given given = new Given(anomaly, at, verdict, "it's 100%", effect, null, null);
          store.add(tx, given);
          return given;
        });
  }

  private static FeedbackQuery query(String detector, String verdict, String sort, int limit) {
    return FeedbackQuery.read(detector, verdict, sort, Page.of("1", Integer.toString(limit)));
  }

  @ParameterizedTest
  @EnumSource
  void theLatestVerdictHoldsAndFormerOnesStayWithTheirEnd(TestDatabase kind) {
    Database database = kind.database();
    String detector = TestDatabase.detector(database);
    String anomaly = anomaly(database, detector, "a");
    assertTrue(database.read(tx -> store.latest(tx, anomaly)).isEmpty());
    Effect tolerance = Effect.tolerating(new Tolerated("deviation", "above", null, 6.5, 8.125));
    give(database, anomaly, FeedbackVerdict.NOT_ANOMALY, tolerance);
    Given second =
        give(database, anomaly, FeedbackVerdict.EXPECTED, Effect.taught(12, 1_767_323_045_000L));
    assertEquals(NOW.plusMillis(1), second.at());
    assertEquals(second, database.read(tx -> store.latest(tx, anomaly)).orElseThrow());
    List<Given> all = database.read(tx -> store.list(tx, query(detector, "", "-at", 20)));
    assertEquals(second, all.get(0));
    assertEquals(tolerance, all.get(1).effect());
    assertEquals(second.at(), all.get(1).endedAt());
    assertEquals(Given.REPLACED, all.get(1).endedBy());
    database.run(tx -> store.end(tx, anomaly, NOW.plusSeconds(9), Given.TAKEN_BACK));
    assertTrue(database.read(tx -> store.latest(tx, anomaly)).isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void listsAreFilteredSortedAndPagedAlike(TestDatabase kind) {
    Database database = kind.database();
    String detector = TestDatabase.detector(database);
    anomaly(database, TestDatabase.detector(database), "elsewhere");
    FeedbackVerdict[] verdicts = FeedbackVerdict.values();
    IntStream.range(0, verdicts.length)
        .forEach(
            i -> give(database, anomaly(database, detector, "p" + i), verdicts[i], Effect.NONE));
    assertEquals(
        List.of("anomaly", "expected", "new_normal", "not_anomaly"),
        verdicts(database, query(detector, "", "verdict", 20)));
    assertEquals(2, verdicts(database, query(detector, "", "-at", 2)).size());
    assertEquals(
        List.of("not_anomaly", "anomaly"),
        verdicts(database, query(detector, "anomaly,not_anomaly", "-verdict", 20)));
    assertEquals(
        2,
        database.<Long>read(tx -> store.count(tx, query(detector, "anomaly,expected", "at", 1))));
  }

  private List<String> verdicts(Database database, FeedbackQuery query) {
    return database.read(tx -> store.list(tx, query)).stream()
        .map(given -> given.verdict().text())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void aVerdictOfAnOlderVersionChangedNothing(TestDatabase kind) {
    Database database = kind.database();
    String anomaly = anomaly(database, TestDatabase.detector(database), "a");
    database.run(
        tx ->
            tx.update(
                "INSERT INTO feedback (anomaly_id, created_at, verdict, comment) VALUES (?,?,?,?)",
                anomaly,
                NOW,
                "expected",
                ""));
    Given old = database.read(tx -> store.latest(tx, anomaly)).orElseThrow();
    assertEquals(Effect.NONE, old.effect());
    assertNull(old.endedAt());
  }
}
