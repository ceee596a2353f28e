package io.aiops.detector.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What all stores rely on, the same on both databases. */
class DatabaseTest {

  private static PendingEvent event(String id) {
    return new PendingEvent(id, "test", "system", Instant.ofEpochMilli(7), null, "{}");
  }

  private static List<Long> numbers(Database database, String prefix) {
    return database.read(
        tx ->
            tx.list(
                "SELECT seq FROM event WHERE id LIKE ? ORDER BY seq",
                row -> row.getLong(1),
                prefix + "%"));
  }

  private static long last(Database database) {
    return database.read(tx -> tx.number("SELECT value FROM sequence_number WHERE name = 'event'"));
  }

  @ParameterizedTest
  @EnumSource
  void eventsAreNumberedWithoutGapsAndARollbackTakesItsNumbersBack(TestDatabase kind) {
    Database database = kind.database();
    String prefix = UUID.randomUUID().toString();
    long before = last(database);
    database.run(
        tx -> {
          tx.emit(event(prefix + 1));
          tx.emit(event(prefix + 2));
        });
    assertThrows(
        IllegalStateException.class,
        () ->
            database.run(
                tx -> {
                  tx.emit(event(prefix + 3));
                  Numbering.store(tx);
                  throw new IllegalStateException("changed its mind");
                }));
    database.run(tx -> tx.emit(event(prefix + 4)));
    assertEquals(List.of(before + 1, before + 2, before + 3), numbers(database, prefix));
    assertEquals(before + 3, last(database));
  }

  @ParameterizedTest
  @EnumSource
  void anEventIsAnnouncedOnceAndTakesOneNumber(TestDatabase kind) {
    Database database = kind.database();
    String prefix = UUID.randomUUID().toString();
    long before = last(database);
    for (int i = 0; i < 3; i++) {
      database.run(
          tx -> {
            tx.emit(event(prefix));
            tx.emit(event(prefix));
          });
    }
    assertEquals(List.of(before + 1), numbers(database, prefix));
    assertEquals(before + 1, last(database));
  }

  @ParameterizedTest
  @EnumSource
  void whatFollowsACommitDoesNotFollowARollback(TestDatabase kind) {
    Database database = kind.database();
    AtomicInteger followed = new AtomicInteger();
    AtomicInteger told = new AtomicInteger();
    database.on(News.EVENTS, told::incrementAndGet);
    assertThrows(
        IllegalStateException.class,
        () ->
            database.run(
                tx -> {
                  tx.afterCommit(followed::incrementAndGet);
                  tx.tell(News.EVENTS);
                  throw new IllegalStateException();
                }));
    assertEquals(0, followed.get());
    assertEquals(0, told.get());
    database.run(
        tx -> {
          tx.afterCommit(followed::incrementAndGet);
          tx.tell(News.EVENTS);
        });
    assertEquals(1, followed.get());
    assertEquals(1, told.get());
    assertNull(database.lastError());
  }

  @ParameterizedTest
  @EnumSource
  void aFailedStatementFailsAllOfItsTransaction(TestDatabase kind) {
    Database database = kind.database();
    String id = TestDatabase.detector(database);
    assertThrows(
        StorageException.class,
        () ->
            database.run(
                tx -> {
                  tx.update("UPDATE detector SET model = 'other' WHERE id = ?", id);
                  tx.update("INSERT INTO meta (name, value) VALUES ('epoch', '')");
                }));
    assertEquals(
        "auto",
        database
            .read(
                tx ->
                    tx.first(
                        "SELECT model FROM detector WHERE id = ?", row -> row.getString(1), id))
            .orElseThrow());
    database.run(tx -> tx.update("UPDATE detector SET version = 2 WHERE id = ?", id));
    assertNull(database.lastError());
  }

  @ParameterizedTest
  @EnumSource
  void aRowReadForAChangeWaitsForWhoeverChangesIt(TestDatabase kind) throws Exception {
    Database database = kind.database();
    String id = TestDatabase.detector(database);
    int threads = 4;
    int times = 25;
    CountDownLatch done = new CountDownLatch(threads);
    for (int t = 0; t < threads; t++) {
      new Thread(
              () -> {
                for (int i = 0; i < times; i++) {
                  database.run(
                      tx -> {
                        long version =
                            tx.firstForUpdate(
                                    "SELECT version FROM detector WHERE id = ?",
                                    row -> row.getLong(1),
                                    id)
                                .orElseThrow();
                        tx.update("UPDATE detector SET version = ? WHERE id = ?", version + 1, id);
                      });
                }
                done.countDown();
              })
          .start();
    }
    done.await();
    assertEquals(
        1 + threads * times,
        database.<Long>read(tx -> tx.number("SELECT version FROM detector WHERE id = ?", id)));
  }

  @ParameterizedTest
  @EnumSource
  void textIsKeptWhateverItHolds(TestDatabase kind) {
    Database database = kind.database();
    String id = TestDatabase.detector(database);
    String text = "'; DROP TABLE detector; -- \" \\ % _ \n ü 漢 \ud83d\ude00";
    database.run(tx -> tx.update("UPDATE detector SET status_reason = ? WHERE id = ?", text, id));
    assertEquals(text, reason(database, id));
    database.run(tx -> tx.update("UPDATE detector SET status_reason = ? WHERE id = ?", "a\0b", id));
    assertTrue(reason(database, id).matches("a.b"));
    database.run(tx -> tx.update("UPDATE detector SET status_reason = ? WHERE id = ?", null, id));
    assertNull(reason(database, id));
  }

  private static String reason(Database database, String id) {
    return database
        .read(
            tx ->
                tx.list(
                    "SELECT status_reason FROM detector WHERE id = ?", row -> row.getString(1), id))
        .get(0);
  }

  @ParameterizedTest
  @EnumSource
  void theDatabaseHasAnEpochOfItsOwn(TestDatabase kind) {
    assertTrue(kind.database().epoch().matches("[0-9a-f]{8}"));
    assertFalse(
        TestDatabase.SQLITE.database().epoch().equals(TestDatabase.POSTGRESQL.database().epoch()));
  }
}
