package io.aiops.detector.webhook;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.event.Backoff;
import io.aiops.detector.event.Dispatcher;
import io.aiops.detector.event.EventStore;
import io.aiops.detector.event.Recipients;
import io.aiops.detector.event.StoredEvent;
import io.aiops.detector.json.Page;
import io.aiops.detector.problem.ConflictException;
import io.aiops.detector.problem.NotFoundException;
import io.aiops.detector.problem.PreconditionFailedException;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.Tx;

/** The life of webhooks. The replica that tells them is the one that changes them. */
@ApplicationScoped
public class WebhookService implements Recipients {

  /** Tests at once: each one may hold a thread for as long as an answer may take. */
  private static final int MOST_TESTS = 4;

  private final Semaphore tests = new Semaphore(MOST_TESTS);
  private final Database database;
  private final Ownership ownership;
  private final WebhookStore store;
  private final SubjectStore subjects;
  private final SettingsReader reader;
  private final EventStore events;
  private final Dispatcher dispatcher;
  private final WebhookRecipient.Means means;
  private final Clock clock;
  private final int most;

  WebhookService(
      Database database,
      Ownership ownership,
      WebhookStore store,
      SubjectStore subjects,
      SettingsReader reader,
      EventStore events,
      Dispatcher dispatcher,
      Chooser chooser,
      MessageWriter writer,
      Sender sender,
      Records records,
      WebhookMetrics metrics,
      Clock clock,
      AiopsConfig config) {
    this.database = database;
    this.ownership = ownership;
    this.store = store;
    this.subjects = subjects;
    this.reader = reader;
    this.events = events;
    this.dispatcher = dispatcher;
    this.clock = clock;
    this.most = config.limits().webhooks();
    AiopsConfig.Webhooks rules = config.webhooks();
    this.means =
        new WebhookRecipient.Means(
            database,
            store,
            chooser,
            writer,
            sender,
            records,
            metrics,
            clock,
            new Backoff(rules.firstPause(), rules.longestPause()),
            rules.repeatAlerts());
  }

  @Override
  public List<WebhookRecipient> all(Tx tx) {
    return store.enabled(tx).stream().map(row -> recipient(row.webhook(), row.progress())).toList();
  }

  private WebhookRecipient recipient(Webhook webhook, Progress progress) {
    return new WebhookRecipient(webhook, progress.ackedSeq(), means);
  }

  WebhookList list(String text, Page page) {
    return database.read(
        tx ->
            new WebhookList(
                store.list(tx, text, page).stream().map(row -> shown(tx, row)).toList(),
                page.info(store.count(tx, text))));
  }

  ShownWebhook get(String id) {
    return database.read(tx -> shown(tx, store.find(tx, id).orElseThrow(() -> missing(id))));
  }

  private ShownWebhook shown(Tx tx, WebhookStore.Row row) {
    Settings settings = row.webhook().settings();
    long pending =
        settings.enabled() ? store.pending(tx, row.progress().ackedSeq(), settings.events()) : 0;
    return ShownWebhook.of(row.webhook(), row.progress(), pending);
  }

  ShownWebhook create(JsonNode body) {
    Settings settings = reader.read(body, null);
    return database.write(
        tx -> {
          ownership.check(tx, Ownership.DISPATCHER);
          store.lockNames(tx);
          if (store.count(tx, "") >= most) {
            throw UnavailableException.limit(
                "There are " + most + " webhooks, the most that are configured (limits.webhooks).");
          }
          String id = "webhook_" + tx.next("webhook");
          refuseTakenName(tx, settings.name(), id);
          Instant now = now();
          Webhook webhook = new Webhook(id, settings, now, now, 1);
          Progress progress = Progress.startingAfter(events.last(tx));
          store.insert(tx, webhook, progress);
          deliver(tx, webhook, progress, true);
          return ShownWebhook.of(webhook, progress, 0);
        });
  }

  /**
   * @param ifMatch the entity tags that the caller accepts; null for any
   */
  ShownWebhook update(String id, JsonNode body, String ifMatch) {
    return database.write(
        tx -> {
          ownership.check(tx, Ownership.DISPATCHER);
          store.lockNames(tx);
          WebhookStore.Row present = store.findForUpdate(tx, id).orElseThrow(() -> missing(id));
          Webhook before = present.webhook();
          PreconditionFailedException.refuseOther("webhook", before.entityTag(), ifMatch);
          Settings settings = reader.read(body, before.settings());
          refuseTakenName(tx, settings.name(), id);
          Webhook after = before.with(settings, now());
          boolean back = settings.enabled() && !before.settings().enabled();
          if (back) {
            subjects.releaseOver(tx, id);
          }
          Progress progress =
              back ? Progress.startingAfter(events.last(tx)) : present.progress().anew();
          store.update(tx, after);
          store.save(tx, id, progress);
          deliver(tx, after, progress, back);
          return shown(tx, new WebhookStore.Row(after, progress));
        });
  }

  private void deliver(Tx tx, Webhook webhook, Progress progress, boolean restart) {
    tx.afterCommit(
        () -> {
          if (webhook.settings().enabled()) {
            dispatcher.deliver(recipient(webhook, progress), restart);
          } else {
            dispatcher.forget(webhook.id(), webhook.version());
          }
        });
  }

  void delete(String id) {
    database.run(
        tx -> {
          ownership.check(tx, Ownership.DISPATCHER);
          if (store.delete(tx, id) == 0) {
            throw missing(id);
          }
          tx.afterCommit(
              () -> {
                dispatcher.forget(id);
                means.metrics().forget(id);
              });
        });
  }

  AttemptList deliveries(String id, Page page) {
    return database.read(
        tx -> {
          WebhookStore.Row row = store.find(tx, id).orElseThrow(() -> missing(id));
          String found = row.webhook().id();
          return new AttemptList(
              store.attempts(tx, found, page), page.info(store.countAttempts(tx, found)));
        });
  }

  /** Sends a made-up event now, whatever else waits, and also where the webhook is disabled. */
  TestAnswer test(String id) throws InterruptedException {
    Webhook webhook =
        database.read(tx -> store.find(tx, id)).orElseThrow(() -> missing(id)).webhook();
    if (!tests.tryAcquire()) {
      throw UnavailableException.limit("There are " + MOST_TESTS + " tests of webhooks already.");
    }
    try {
      StoredEvent event = testEvent(webhook);
      Notice notice = new Notice(event, testData(webhook), Map.of());
      Settings settings = webhook.settings();
      Outcome outcome =
          means.sender().send(() -> means.writer().write(settings, notice), settings.secret());
      means.records().other(webhook, event, outcome, true, false);
      return new TestAnswer(
          outcome.verdict() == Outcome.Verdict.TAKEN,
          outcome.status(),
          outcome.latencyMillis(),
          outcome.error());
    } finally {
      tests.release();
    }
  }

  private StoredEvent testEvent(Webhook webhook) {
    String eventId = webhook.id() + "." + EventTypes.TEST + "." + UUID.randomUUID();
    return new StoredEvent(
        0, eventId, EventTypes.TEST, "system", now(), null, testData(webhook).toString());
  }

  private static JsonNode testData(Webhook webhook) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", webhook.id())
        .put("name", webhook.settings().name())
        .put("test", true)
        .put("severity", "low")
        .put("message", "This is a test that somebody asked for. Nothing has happened.");
  }

  private void refuseTakenName(Tx tx, String name, String byOtherThan) {
    if (store.nameTaken(tx, name, byOtherThan)) {
      throw new ConflictException(
          "name-taken", "Another webhook has the name \"" + name + "\"; names are unique.");
    }
  }

  private static NotFoundException missing(String id) {
    return new NotFoundException("webhook", id);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
