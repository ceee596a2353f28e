package io.aiops.detector.job;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.json.Page;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Jobs, the same on both databases. */
class JobStoreTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  private final JobStore store = new JobStore();

  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

  private static JobStore.Order order(String detector) {
    return new JobStore.Order(detector, Job.TRAIN, FROM, NOW, null);
  }

  private static JobQuery of(String detector, String kind, String page) {
    return JobQuery.read(detector, kind, Page.of(page, "1"));
  }

  @ParameterizedTest
  @EnumSource
  void aJobIsKeptInAllItsStates(TestDatabase kind) {
    Database database = kind.database();
    String detector = TestDatabase.detector(database);
    Job job = database.write(tx -> store.create(tx, order(detector), NOW));
    assertEquals(job, database.read(tx -> store.find(tx, job.id())).orElseThrow());
    Job progressed = job.progressed(12.5, 100);
    database.run(tx -> store.update(tx, progressed));
    assertEquals(progressed, database.write(tx -> store.findActive(tx, job.id())).orElseThrow());
    Job hindered = progressed.hindered("connection refused");
    database.run(tx -> store.update(tx, hindered));
    assertEquals(hindered, database.write(tx -> store.findActive(tx, job.id())).orElseThrow());
    Job failed = progressed.ended(Job.FAILED, NOW, "too short", "{\"entities_trained\":0}");
    database.run(tx -> store.update(tx, failed));
    assertTrue(database.write(tx -> store.findActive(tx, job.id())).isEmpty());
    Job later = database.write(tx -> store.create(tx, order(detector), NOW.plusSeconds(1)));
    JobQuery all = of(detector, "", "1");
    assertEquals(2, database.<Long>read(tx -> store.count(tx, all)));
    assertEquals(List.of(later), database.read(tx -> store.list(tx, all)));
    assertEquals(List.of(failed), database.read(tx -> store.list(tx, of(detector, "", "2"))));
    assertEquals(0, database.<Long>read(tx -> store.count(tx, of(detector, "analysis", "1"))));
    assertTrue(database.read(store::active).contains(later));
    assertFalse(database.read(store::active).contains(failed));
  }

  @ParameterizedTest
  @EnumSource
  void aPreviewHasNoDetectorAndGoesWithAge(TestDatabase kind) {
    Database database = kind.database();
    JobStore.Order order = new JobStore.Order(null, Job.PREVIEW, FROM, NOW, "{\"name\":\"x\"}");
    Job job = database.write(tx -> store.create(tx, order, NOW));
    assertEquals(job.id(), job.owner());
    assertEquals(
        "{\"name\":\"x\"}", database.read(tx -> store.definition(tx, job.id())).orElseThrow());
    database.run(tx -> store.deletePreviews(tx, NOW.plusSeconds(99), 0));
    assertTrue(database.read(tx -> store.find(tx, job.id())).isPresent(), "it has not ended");
    Job ended = job.ended(Job.FINISHED, NOW, null, "{\"entities\":[]}");
    database.run(tx -> store.update(tx, ended));
    database.run(tx -> store.deletePreviews(tx, NOW, 1));
    assertEquals(ended, database.read(tx -> store.find(tx, job.id())).orElseThrow());
    assertEquals(null, database.read(tx -> store.list(tx, of("", "preview", "1"))).get(0).result());
    database.run(tx -> store.deletePreviews(tx, NOW, 0));
    assertTrue(database.read(tx -> store.find(tx, job.id())).isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void jobsGoOnceTheyHaveEnded(TestDatabase kind) {
    Database database = kind.database();
    String detector = TestDatabase.detector(database);
    Instant longAgo = Instant.parse("1999-01-01T00:00:00Z");
    Job running = database.write(tx -> store.create(tx, order(detector), longAgo));
    Job old = database.write(tx -> store.create(tx, order(detector), longAgo));
    Job young = database.write(tx -> store.create(tx, order(detector), longAgo));
    database.run(tx -> store.update(tx, old.ended(Job.FINISHED, longAgo, null, "{}")));
    database.run(tx -> store.update(tx, young.ended(Job.FINISHED, NOW, null, "{}")));
    assertEquals(1, database.<Integer>write(tx -> store.expire(tx, longAgo.plusSeconds(1), 10)));
    assertTrue(database.read(tx -> store.find(tx, running.id())).isPresent());
    assertTrue(database.read(tx -> store.find(tx, young.id())).isPresent());
    assertTrue(database.read(tx -> store.find(tx, old.id())).isEmpty());
  }
}
