package io.aiops.detector.webhook;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.event.Backoff;
import io.aiops.detector.event.Recipient;
import io.aiops.detector.event.StoredEvent;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;
import io.aiops.detector.store.TestJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

/** Who is told nothing, although a delivery runs still; the same on both databases. */
class WebhookRecipientTest {

  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

  private final WebhookStore store = new WebhookStore(new StoredSettings(TestJson.json()));

  /** Without anything to choose, write or send with: who tries to fails. */
  private WebhookRecipient recipient(Database database, Webhook webhook) {
    WebhookRecipient.Means means =
        new WebhookRecipient.Means(
            database,
            store,
            null,
            null,
            null,
            null,
            new WebhookMetrics(new SimpleMeterRegistry(), Clock.systemUTC()),
            Clock.systemUTC(),
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)),
            Duration.ofMinutes(1));
    return new WebhookRecipient(webhook, 6, means);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDisabledOrDeletedIsToldNothing(TestDatabase kind) throws InterruptedException {
    Database database = kind.database();
    String id = "webhook_" + UUID.randomUUID();
    Settings settings =
        new Settings(
            id,
            URI.create("http://127.0.0.1:9/"),
            Kind.ALERTMANAGER,
            EventTypes.DEFAULT,
            EventFilter.ANY,
            null,
            true);
    Webhook webhook = new Webhook(id, settings, TIME, TIME, 1);
    StoredEvent event = new StoredEvent(7, "e", "anomaly_detected", "anomalies", TIME, "d", "{}");
    database.run(tx -> store.insert(tx, webhook, Progress.startingAfter(6)));
    database.run(tx -> store.update(tx, webhook.with(settings.disabled(), TIME)));
    WebhookRecipient disabled = recipient(database, webhook);
    disabled.idle();
    assertInstanceOf(Recipient.Answer.Ended.class, disabled.offer(6, List.of(event)));
    database.run(tx -> store.delete(tx, id));
    WebhookRecipient deleted = recipient(database, webhook);
    deleted.idle();
    assertInstanceOf(Recipient.Answer.Ended.class, deleted.offer(6, List.of(event)));
  }
}
