package io.aiops.detector.event;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.store.Database;
import io.aiops.detector.store.PendingEvent;
import io.aiops.detector.store.TestDatabase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Events and subscribers, the same on both databases. */
class EventStoreTest {

  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

  private final EventStore events = new EventStore();
  private final SubscriberStore subscribers = new SubscriberStore();

  @ParameterizedTest
  @EnumSource
  void eventsAreReadInOrderAndTheOldestAreDeleted(TestDatabase kind) {
    Database database = kind.database();
    long before = database.read(events::last);
    String id = UUID.randomUUID().toString();
    for (int i = 1; i <= 5; i++) {
      String one = id + i;
      Instant time = TIME.plusSeconds(i);
      database.run(
          tx -> tx.emit(new PendingEvent(one, "type", "system", time, "detector_1", "{\"a\":1}")));
    }
    assertEquals(before + 5, database.<Long>read(events::last));
    List<StoredEvent> read = database.read(tx -> events.after(tx, before + 1, 3));
    assertEquals(List.of(id + 2, id + 3, id + 4), read.stream().map(StoredEvent::id).toList());
    assertEquals(
        new StoredEvent(
            before + 2, id + 2, "type", "system", TIME.plusSeconds(2), "detector_1", "{\"a\":1}"),
        read.get(0));
    assertEquals(
        Optional.of(TIME.plusSeconds(4)), database.read(tx -> events.timeAfter(tx, before + 3)));
    database.run(tx -> events.correlated(tx, before + 2));
    database.run(tx -> events.prune(tx, 2));
    assertEquals(before + 3, database.<Long>read(events::oldest), "the others are not looked at");
    database.run(tx -> events.correlated(tx, before + 5));
    database.run(tx -> events.prune(tx, 2));
    assertEquals(before + 4, database.<Long>read(events::oldest));
    database.run(tx -> events.prune(tx, 0));
    assertEquals(before + 6, database.<Long>read(events::oldest));
  }

  @ParameterizedTest
  @EnumSource
  void aSubscriberIsMadeRenewedAndEnds(TestDatabase kind) {
    Database database = kind.database();
    String id = UUID.randomUUID().toString();
    Subscriber first = new Subscriber(id, URI.create("http://127.0.0.1:1/a"), 7, TIME);
    Subscriber renewed =
        new Subscriber(id, URI.create("http://127.0.0.1:1/b"), 9, TIME.plusSeconds(30));
    database.run(tx -> subscribers.save(tx, first));
    assertEquals(Optional.of(first), database.write(tx -> subscribers.findForUpdate(tx, id)));
    database.run(tx -> subscribers.save(tx, renewed));
    database.run(tx -> subscribers.acked(tx, id, 11));
    assertTrue(
        database
            .read(subscribers::all)
            .contains(new Subscriber(id, renewed.callbackUrl(), 11, renewed.expiresAt())));
    database.run(tx -> subscribers.deleteExpired(tx, TIME));
    assertTrue(database.write(tx -> subscribers.findForUpdate(tx, id)).isPresent());
    database.run(tx -> subscribers.deleteExpired(tx, TIME.plusSeconds(30)));
    assertFalse(database.write(tx -> subscribers.findForUpdate(tx, id)).isPresent());
    database.run(tx -> subscribers.save(tx, first));
    database.run(tx -> subscribers.delete(tx, id));
    assertFalse(database.write(tx -> subscribers.findForUpdate(tx, id)).isPresent());
  }
}
