package io.aiops.detector.webhook;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.event.StoredEvent;
import io.aiops.detector.json.Page;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;
import io.aiops.detector.store.TestJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What follows from a try, and what is remembered of it; the same on both databases. */
class RecordsTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final Duration PAUSE = Duration.ofSeconds(7);

  private static final Outcome FAILED =
      new Outcome(Outcome.Verdict.LATER, 503, 5, "It answered 503.", Duration.ZERO);
  private static final Outcome TAKEN =
      new Outcome(Outcome.Verdict.TAKEN, 200, 5, null, Duration.ZERO);

  private final SubjectStore subjects = new SubjectStore(TestJson.json());
  private final WebhookStore store = new WebhookStore(new StoredSettings(TestJson.json()));

  private Records at(Database database, Instant now) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    AiopsConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(AiopsConfig.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .build()
            .getConfigMapping(AiopsConfig.class);
    Ownership owner =
        (Ownership)
            Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Ownership.class}, (p, m, a) -> null);
    return new Records(
        database,
        owner,
        store,
        subjects,
        new WebhookMetrics(new SimpleMeterRegistry(), clock),
        clock,
        config);
  }

  private Webhook webhook(Database database) {
    String id = "webhook_" + UUID.randomUUID();
    Settings settings =
        new Settings(
            id,
            URI.create("http://127.0.0.1:9/"),
            Kind.SLACK,
            EventTypes.DEFAULT,
            EventFilter.ANY,
            null,
            true);
    Webhook webhook = new Webhook(id, settings, START, START, 1);
    database.run(tx -> store.insert(tx, webhook, Progress.startingAfter(6)));
    return webhook;
  }

  private static Choice.Tell event(long seq, Instant time) {
    StoredEvent event =
        new StoredEvent(seq, "e" + seq, "anomaly_detected", "anomalies", time, null, "{}");
    return new Choice.Tell(new Notice(event, TestJson.json().read("{}"), Map.of()));
  }

  private WebhookStore.Row row(Database database, Webhook webhook) {
    return database.read(tx -> store.find(tx, webhook.id())).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void anEventIsGivenUpWhenNothingWasTakenForADayAndItIsAsOld(TestDatabase kind) {
    Database database = kind.database();
    Webhook webhook = webhook(database);
    Choice.Tell event = event(7, START);
    Duration day = Duration.ofDays(1);
    assertEquals(Records.Next.AGAIN, at(database, START).tried(webhook, event, FAILED, PAUSE));
    assertEquals(
        Records.Next.AGAIN, at(database, START.plus(day)).tried(webhook, event, FAILED, PAUSE));
    assertEquals(6, row(database, webhook).progress().ackedSeq());
    Instant later = START.plus(day).plusMillis(1);
    assertEquals(
        Records.Next.AGAIN,
        at(database, later).tried(webhook, event(7, later), FAILED, PAUSE),
        "this one is new");
    assertEquals(Records.Next.GIVEN_UP, at(database, later).tried(webhook, event, FAILED, PAUSE));
    Progress progress = row(database, webhook).progress();
    assertEquals(7, progress.ackedSeq());
    assertEquals(START, progress.failingSince());
    List<Attempt> attempts =
        database.read(tx -> store.attempts(tx, webhook.id(), new Page(1, 100)));
    assertEquals(List.of(4, 3, 2, 1), attempts.stream().map(Attempt::attempt).toList());
    assertEquals("It answered 503. The event was given up.", attempts.get(0).error());
    assertNull(attempts.get(0).nextAttemptAt());
    assertEquals(START.plus(PAUSE), attempts.get(3).nextAttemptAt());
    at(database, later).tried(webhook, event(8, later), TAKEN, Duration.ZERO);
    assertNull(row(database, webhook).progress().failingSince());
    assertEquals(
        later.toEpochMilli(), row(database, webhook).progress().lastDeliveryAt().toEpochMilli());
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheLatestTriesAreKeptAndWhatWasLostIsSaid(TestDatabase kind) {
    Database database = kind.database();
    Webhook webhook = webhook(database);
    Records records = at(database, START);
    for (int seq = 7; seq < 7 + WebhookStore.MOST_ATTEMPTS; seq++) {
      records.tried(webhook, event(seq, START), TAKEN, Duration.ZERO);
    }
    records.lost(webhook, 200, 94);
    List<Attempt> attempts =
        database.read(tx -> store.attempts(tx, webhook.id(), new Page(1, 200)));
    assertEquals(WebhookStore.MOST_ATTEMPTS, attempts.size());
    assertEquals("events_lost", attempts.get(0).eventType());
    assertEquals("94 events were not kept long enough to be told.", attempts.get(0).error());
    assertEquals("e8", attempts.get(attempts.size() - 1).eventId());
    assertEquals(200, row(database, webhook).progress().ackedSeq());
  }

  @ParameterizedTest
  @EnumSource
  void whoIsGoneIsNotDisabledIfSomebodyHasChangedItSince(TestDatabase kind) {
    Database database = kind.database();
    Webhook webhook = webhook(database);
    Outcome gone = new Outcome(Outcome.Verdict.GONE, 410, 5, "It answered 410.", Duration.ZERO);
    Webhook changed = webhook.with(webhook.settings(), START);
    database.run(tx -> store.update(tx, changed));
    Records records = at(database, START);
    assertEquals(Records.Next.AGAIN, records.tried(webhook, event(7, START), gone, PAUSE));
    assertEquals(Records.Next.ENDED, records.tried(changed, event(7, START), gone, PAUSE));
    assertFalse(row(database, webhook).webhook().settings().enabled());
    assertNotNull(row(database, webhook).progress().lastError());
    database.run(tx -> store.delete(tx, webhook.id()));
    assertEquals(Records.Next.ENDED, records.tried(changed, event(8, START), FAILED, PAUSE));
  }

  @ParameterizedTest
  @EnumSource
  void aTryAtWhatWasDisabledAmidItIsTheLastOne(TestDatabase kind) {
    Database database = kind.database();
    Webhook webhook = webhook(database);
    database.run(tx -> store.update(tx, webhook.with(webhook.settings().disabled(), START)));
    Records records = at(database, START);
    assertEquals(Records.Next.ENDED, records.tried(webhook, event(7, START), FAILED, PAUSE));
    assertEquals(1, database.read(tx -> store.attempts(tx, webhook.id(), new Page(1, 100))).size());
  }

  @ParameterizedTest
  @EnumSource
  void anEventThatFailsIsGivenUpHoweverWellRepeatsGo(TestDatabase kind) {
    Database database = kind.database();
    Webhook webhook = webhook(database);
    StoredEvent repeats =
        new StoredEvent(0, "r", "alerts_repeated", "anomalies", START, null, "{}");
    at(database, START).other(webhook, repeats, FAILED, true, true);
    assertEquals(START, row(database, webhook).progress().failingSince());
    at(database, START).other(webhook, repeats, TAKEN, false, true);
    assertNull(row(database, webhook).progress().failingSince(), "no event waits");
    Choice.Tell event = event(7, START);
    at(database, START).tried(webhook, event, FAILED, PAUSE);
    Instant amid = START.plus(Duration.ofHours(12));
    at(database, amid).other(webhook, repeats, TAKEN, false, true);
    Progress progress = row(database, webhook).progress();
    assertEquals(START, progress.failingSince());
    assertEquals(amid, progress.lastDeliveryAt());
    assertEquals(1, progress.attempts());
    Instant later = START.plus(Duration.ofDays(1)).plusMillis(1);
    assertEquals(Records.Next.GIVEN_UP, at(database, later).tried(webhook, event, FAILED, PAUSE));
    at(database, later).other(webhook, repeats, TAKEN, false, true);
    assertNull(row(database, webhook).progress().failingSince(), "it waits no more");
  }

  @ParameterizedTest
  @EnumSource
  void aPositionNeverGoesBack(TestDatabase kind) {
    Database database = kind.database();
    Webhook webhook = webhook(database);
    for (long seq : new long[] {9, 8}) {
      database.run(tx -> store.acked(tx, webhook.id(), seq));
      assertEquals(9, row(database, webhook).progress().ackedSeq());
    }
  }

  private static Choice.Tell episode(long seq, String type, Instant time) {
    String data = "{\"id\":\"anomaly_a\"}";
    StoredEvent event = new StoredEvent(seq, "e" + seq, type, "anomalies", time, null, data);
    return new Choice.Tell(new Notice(event, TestJson.json().read(data), Map.of()));
  }

  private boolean told(Database database, Webhook webhook) {
    return database.read(tx -> subjects.told(tx, webhook.id(), "anomaly_a"));
  }

  @ParameterizedTest
  @EnumSource
  void aBeginningThatWasTakenIsRememberedUntilItsEnd(TestDatabase kind) {
    Database database = kind.database();
    Webhook webhook = webhook(database);
    Records records = at(database, START);
    records.withheld(webhook, "anomaly_a");
    Choice.Tell begin = episode(7, "anomaly_detected", START);
    records.tried(webhook, begin, FAILED, PAUSE);
    assertFalse(told(database, webhook));
    records.tried(webhook, begin, TAKEN, Duration.ZERO);
    assertTrue(told(database, webhook));
    assertFalse(database.<Boolean>read(tx -> subjects.withheld(tx, webhook.id(), "anomaly_a")));
    records.tried(webhook, episode(8, "anomaly_updated", START), TAKEN, Duration.ZERO);
    records.tried(webhook, episode(9, "anomaly_resolved", START), FAILED, PAUSE);
    assertTrue(told(database, webhook));
    records.tried(webhook, episode(9, "anomaly_resolved", START), TAKEN, Duration.ZERO);
    assertFalse(told(database, webhook));
  }

  @ParameterizedTest
  @EnumSource
  void aBeginningThatWasGivenUpIsNotTold(TestDatabase kind) {
    Database database = kind.database();
    Webhook webhook = webhook(database);
    Choice.Tell begin = episode(7, "anomaly_detected", START);
    at(database, START).tried(webhook, begin, FAILED, PAUSE);
    Instant later = START.plus(Duration.ofDays(2));
    assertEquals(Records.Next.GIVEN_UP, at(database, later).tried(webhook, begin, FAILED, PAUSE));
    assertFalse(told(database, webhook));
  }
}
