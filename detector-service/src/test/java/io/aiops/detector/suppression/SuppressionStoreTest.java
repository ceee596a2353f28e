package io.aiops.detector.suppression;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;
import io.aiops.detector.store.TestJson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What lies in the database and is not as it should be; the same on both databases. */
class SuppressionStoreTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  private final SuppressionStore store = new SuppressionStore(TestJson.json());
  private final String team = UUID.randomUUID().toString();

  private String save(Database database, String document) {
    return database.write(
        tx -> {
          long number = UUID.randomUUID().getMostSignificantBits() >>> 16;
          String id = "suppression_" + number;
          Rule rule =
              new Rule(
                  UUID.randomUUID().toString(),
                  "",
                  List.of(MatcherReader.read("team=" + team)),
                  null,
                  null,
                  null,
                  null,
                  true);
          store.insert(tx, number, Suppression.of(id, rule, NOW));
          if (document != null) {
            tx.update("UPDATE suppression SET document = ? WHERE id = ?", document, id);
          }
          return id;
        });
  }

  private Suppression find(Database database, String id) {
    return database.read(tx -> store.find(tx, id)).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeReadIsOffAndNoObstacleToTheOthers(TestDatabase kind) {
    Database database = kind.database();
    List<String> broken =
        List.of(
            save(database, "no JSON"),
            save(database, "{}"),
            save(database, "{\"name\":\"a\",\"matchers\":[\"a=~\\\"(\\\"\"]}"),
            save(
                database,
                "{\"name\":\"a\",\"matchers\":[\"b="
                    + team
                    + "\"],\"schedule\":{\"weekdays\":[\"mon\"],"
                    + "\"from\":\"22:00\",\"to\":\"06:00\",\"time_zone\":\"Atlantis/City\"}}"));
    String whole = save(database, null);
    Suppressions suppressions = new Suppressions(database, store);
    suppressions.start();
    Map<String, String> labels = Map.of("team", team);
    assertEquals(whole, suppressions.current().matching("detector_1", labels).at(NOW, whole));
    assertNull(suppressions.current().matching("detector_1", Map.of("b", team)).at(NOW, null));
    for (String id : broken) {
      Rule rule = find(database, id).rule();
      assertFalse(rule.enabled());
      assertTrue(rule.comment().contains("cannot be read"), rule.comment());
      database.run(tx -> store.delete(tx, id));
    }
    database.run(tx -> store.delete(tx, whole));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsLongerThanMayBeWrittenTodayCountsStill(TestDatabase kind) {
    Database database = kind.database();
    String value = "x".repeat(3998);
    String id =
        save(
            database,
            "{\"name\":\"a\",\"comment\":\"b\",\"matchers\":[\"a=\\\"" + value + "\\\"\"]}");
    Rule rule = find(database, id).rule();
    assertEquals("b", rule.comment());
    assertTrue(rule.matches("detector_1", Map.of("a", value)));
    database.run(tx -> store.delete(tx, id));
  }
}
