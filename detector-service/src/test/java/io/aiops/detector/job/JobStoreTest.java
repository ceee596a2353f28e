package io.aiops.detector.job;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.json.Page;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Jobs, the same on both databases. */
class JobStoreTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  private final JobStore store = new JobStore();

  @ParameterizedTest
  @EnumSource
  void aJobIsKeptInAllItsStates(TestDatabase kind) {
    Database database = kind.database();
    String detector = TestDatabase.detector(database);
    long before = database.read(store::count);
    Job job = database.write(tx -> store.create(tx, detector, "train", NOW));
    assertEquals(job, database.read(tx -> store.find(tx, job.id())).orElseThrow());
    Job progressed = job.progressed(12.5, 100);
    database.run(tx -> store.update(tx, progressed));
    assertEquals(progressed, database.write(tx -> store.findForUpdate(tx, job.id())).orElseThrow());
    Job failed = progressed.ended(Job.FAILED, NOW, "too short", "{\"entities_trained\":0}");
    database.run(tx -> store.update(tx, failed));
    Job later = database.write(tx -> store.create(tx, detector, "train", NOW.plusSeconds(1)));
    assertEquals(before + 2, database.<Long>read(store::count));
    assertEquals(later.id(), database.read(tx -> store.list(tx, Page.of("1", "1"))).get(0).id());
    assertEquals(failed, database.read(tx -> store.list(tx, Page.of("2", "1"))).get(0));
  }
}
