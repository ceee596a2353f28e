package io.aiops.detector.suppression;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;
import io.aiops.detector.store.TestJson;
import io.aiops.detector.store.TestPostgres;
import io.aiops.detector.store.Tx;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

/** What one process changes, the other ones know. */
class SuppressionsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final Map<String, String> LABELS = Map.of("team", "payments");

  private final SuppressionStore store = new SuppressionStore(TestJson.json());

  private void save(Tx tx, long number, boolean silently) {
    Rule rule =
        new Rule(
            UUID.randomUUID().toString(),
            "",
            List.of(MatcherReader.read("team=payments")),
            null,
            null,
            null,
            null,
            true);
    if (silently) {
      tx.next("suppression_change");
    } else {
      store.change(tx);
    }
    store.insert(tx, number, Suppression.of("suppression_" + number, rule, NOW));
  }

  private static String found(Suppressions suppressions) {
    return suppressions.current().matching("detector_1", LABELS).at(NOW, null);
  }

  @Test
  void aReplicaHearsOfWhatAnotherOneChanges() throws Exception {
    try (TestPostgres server = TestPostgres.start()) {
      String url = server.newDatabase();
      Database here = TestDatabase.postgres(url);
      Database there = TestDatabase.postgres(url);
      Suppressions mine = new Suppressions(here, store);
      Suppressions theirs = new Suppressions(there, store);
      mine.start();
      theirs.start();
      here.run(tx -> save(tx, 2, false));
      assertEquals("suppression_2", found(mine), "at once where it was changed");
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertEquals("suppression_2", found(theirs)));
      here.run(
          tx -> {
            store.change(tx);
            store.delete(tx, "suppression_2");
          });
      await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertNull(found(theirs)));
    }
  }

  @Test
  void whatWasMissedIsFoundByLooking() {
    Database database = TestDatabase.SQLITE.database();
    Suppressions suppressions = new Suppressions(database, store);
    suppressions.start();
    RuleSet before = suppressions.current();
    suppressions.follow();
    assertSame(before, suppressions.current(), "nothing has changed");
    database.run(tx -> save(tx, 10, true));
    assertNull(found(suppressions));
    suppressions.follow();
    assertNotSame(before, suppressions.current());
    assertEquals("suppression_10", found(suppressions));
  }
}
