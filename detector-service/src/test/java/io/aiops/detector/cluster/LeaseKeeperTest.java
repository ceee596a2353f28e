package io.aiops.detector.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;
import io.aiops.detector.store.TestPostgres;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Two replicas in one process on a real PostgreSQL. */
class LeaseKeeperTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** Longer than a test: only what the test itself ends, ends. */
  private static final long LEASE_MILLIS = 600_000;

  private static final long RENEW_MILLIS = 100;

  private static TestPostgres server;

  @BeforeAll
  static void start() {
    server = TestPostgres.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Remembers what it has. */
  private static final class Remembering implements Tenant {
    final Set<String> here = ConcurrentHashMap.newKeySet();
    final Set<String> saved = ConcurrentHashMap.newKeySet();
    final Map<String, Long> weights = new ConcurrentHashMap<>();

    @Override
    public void gained(String name) {
      here.add(name);
    }

    @Override
    public void lost(String name) {
      here.remove(name);
    }

    @Override
    public void leaving(String name) {
      here.remove(name);
      saved.add(name);
    }

    @Override
    public long weight(String detectorId) {
      return weights.getOrDefault(detectorId, 1L);
    }

    @Override
    public void refresh() {}
  }

  private record Peer(Database database, LeaseKeeper keeper, Remembering tenant) {
    static Peer join(String url, String name) throws Exception {
      Database database = TestDatabase.postgres(url);
      LeaseKeeper keeper =
          new LeaseKeeper(
              database, new LeaseStore(), name, "http://" + name, LEASE_MILLIS, RENEW_MILLIS);
      Remembering tenant = new Remembering();
      keeper.start(tenant);
      return new Peer(database, keeper, tenant);
    }

    String create() {
      String id = TestDatabase.detector(database);
      database.run(tx -> keeper.claim(tx, id));
      tenant.here.add(id);
      return id;
    }

    /** As if its lease had run out while it was stopped, and another one had taken it. */
    void robOf(String id) {
      database.run(
          tx ->
              tx.update(
                  "UPDATE lease SET owner = 'b', address = 'http://b', token = token + 1,"
                      + " expires_at = ?"
                      + " WHERE name = ?",
                  Long.MAX_VALUE,
                  id));
    }
  }

  @Test
  void whoeverComesFirstHasTheTaskAndANewDetectorItsMaker() throws Exception {
    String url = server.newDatabase();
    Peer a = Peer.join(url, "a");
    Peer b = Peer.join(url, "b");
    String id = a.create();
    assertTrue(a.keeper().owns(Ownership.DISPATCHER));
    assertFalse(b.keeper().owns(Ownership.DISPATCHER));
    assertTrue(a.keeper().owns(id));
    assertFalse(b.keeper().owns(id));
    assertEquals(
        "http://a", b.database().read(tx -> b.keeper().owner(tx, id)).orElseThrow().address());
    a.keeper().stop();
    await().atMost(SOON).until(() -> b.keeper().owns(id));
    assertTrue(b.keeper().owns(Ownership.DISPATCHER));
    assertTrue(b.tenant().here.contains(id));
    b.keeper().stop();
  }

  @Test
  void aFormerOwnerCannotWriteAndForgets() throws Exception {
    String url = server.newDatabase();
    Peer a = Peer.join(url, "a");
    String id = a.create();
    a.database().run(tx -> a.keeper().check(tx, id));
    a.robOf(id);
    AtomicBoolean written = new AtomicBoolean();
    assertThrows(
        UnavailableException.class,
        () ->
            a.database()
                .run(
                    tx -> {
                      tx.update("UPDATE detector SET version = 99 WHERE id = ?", id);
                      a.keeper().check(tx, id);
                      written.set(true);
                    }));
    assertFalse(written.get());
    assertEquals(
        1,
        a.database().<Long>read(tx -> tx.number("SELECT version FROM detector WHERE id = ?", id)));
    await().atMost(SOON).until(() -> !a.tenant().here.contains(id));
    assertFalse(a.keeper().owns(id));
    a.keeper().stop();
  }

  @Test
  void aSurplusIsSavedAndGivenToWhoeverJoins() throws Exception {
    String url = server.newDatabase();
    Peer a = Peer.join(url, "a");
    String first = a.create();
    String second = a.create();
    Peer b = Peer.join(url, "b");
    await().atMost(SOON).until(() -> b.keeper().owns(first) != b.keeper().owns(second));
    String moved = b.keeper().owns(first) ? first : second;
    assertTrue(a.tenant().saved.contains(moved));
    assertFalse(a.keeper().owns(moved));
    assertTrue(b.tenant().here.contains(moved));
    a.keeper().stop();
    b.keeper().stop();
  }

  @Test
  void sharesAreFairByTheNumberOfEntities() throws Exception {
    String url = server.newDatabase();
    Peer a = Peer.join(url, "a");
    String heavy = a.create();
    List<String> light = List.of(a.create(), a.create(), a.create());
    a.tenant().weights.put(heavy, 10L);
    await()
        .atMost(SOON)
        .until(
            () ->
                a.database()
                    .<Long>read(tx -> tx.number("SELECT weight FROM lease WHERE name = ?", heavy))
                    .equals(10L));
    Peer b = Peer.join(url, "b");
    await().atMost(SOON).until(() -> light.stream().allMatch(b.keeper()::owns));
    assertTrue(a.keeper().owns(heavy));
    b.keeper().stop();
    await().atMost(SOON).until(() -> light.stream().allMatch(a.keeper()::owns));
    a.keeper().stop();
  }

  @Test
  void whoeverIsAboutToStopHandsAllOverFirst() throws Exception {
    String url = server.newDatabase();
    Peer a = Peer.join(url, "a");
    List<String> ids = List.of(a.create(), a.create(), a.create());
    Peer b = Peer.join(url, "b");
    a.keeper().leave();
    assertTrue(a.tenant().here.isEmpty());
    await().atMost(SOON).until(() -> ids.stream().allMatch(b.keeper()::owns));
    await().atMost(SOON).until(() -> b.keeper().owns(Ownership.DISPATCHER));
    b.keeper().leave();
    assertTrue(ids.stream().allMatch(b.keeper()::owns), "the last one keeps what nobody can take");
    a.keeper().stop();
    b.keeper().stop();
  }
}
