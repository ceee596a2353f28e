package io.aiops.detector.pull;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Pulls, the same on both databases. */
class PullStoreTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  private final PullStore store = new PullStore();

  private Pull insert(Database database, Instant to) {
    String detector = TestDatabase.detector(database);
    Pull pull =
        new Pull(
            detector,
            detector,
            null,
            "prometheus",
            "up",
            Pull.METRIC,
            60_000,
            30_000,
            null,
            to,
            NOW,
            NOW.minusSeconds(60),
            true,
            null,
            3,
            Instant.EPOCH,
            null);
    database.run(tx -> store.insert(tx, pull));
    return pull;
  }

  private Pull find(Database database, String id) {
    return database.read(tx -> store.find(tx, id)).orElseThrow();
  }

  private List<Pull> lease(Database database, String worker, int most, Instant now) {
    return database.write(tx -> store.lease(tx, worker, most, now, now.plusSeconds(15)));
  }

  private void clear(Database database) {
    database
        .<List<Pull>>read(store::all)
        .forEach(pull -> database.run(tx -> store.delete(tx, pull.id())));
  }

  @ParameterizedTest
  @EnumSource
  void aPullIsReadAsItWasStored(TestDatabase kind) {
    Database database = kind.database();
    Pull open = insert(database, null);
    Pull bounded = insert(database, NOW);
    assertEquals(open, find(database, open.id()));
    assertEquals(bounded, find(database, bounded.id()));
    assertTrue(database.<List<Pull>>read(store::all).containsAll(List.of(open, bounded)));
  }

  @ParameterizedTest
  @EnumSource
  void positionsFailuresAndStopsAreStored(TestDatabase kind) {
    Database database = kind.database();
    String id = insert(database, null).id();
    Pull.Failure failure = new Pull.Failure("timeout", "after 10 s", NOW);
    database.run(tx -> store.position(tx, id, 42));
    database.run(tx -> store.failure(tx, id, failure));
    assertEquals(42, find(database, id).position().toEpochMilli());
    assertEquals(failure, find(database, id).failure());
    database.run(tx -> store.activate(tx, id, false, NOW, 1000));
    assertNull(find(database, id).failure());
    assertFalse(find(database, id).active());
    assertEquals(4, find(database, id).token());
    assertEquals(NOW, find(database, id).position());
    database.run(tx -> store.failure(tx, id, failure));
    database.run(tx -> store.failure(tx, id, null));
    assertNull(find(database, id).failure());
  }

  @ParameterizedTest
  @EnumSource
  void aLeaseGoesToOneWorkerUntilItIsOver(TestDatabase kind) {
    Database database = kind.database();
    clear(database);
    insert(database, null);
    insert(database, null);
    insert(database, null);
    assertEquals(2, lease(database, "a", 2, NOW).size());
    assertEquals(1, lease(database, "b", 9, NOW).size());
    assertEquals(2, lease(database, "a", 9, NOW.plusSeconds(10)).size());
    assertEquals(1, lease(database, "c", 9, NOW.plusSeconds(16)).size());
    assertEquals(0, lease(database, "b", 9, NOW.plusSeconds(17)).size());
    List<Pull> all = lease(database, "d", 9, NOW.plusSeconds(100));
    assertEquals(3, all.size());
    assertTrue(all.stream().allMatch(pull -> pull.token() > 4 && pull.worker().equals("d")));
    clear(database);
  }
}
