package io.aiops.detector.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.event.StoredEvent;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.Tx;

/** Stores what became of a try, and says what follows from it. */
@ApplicationScoped
class Records {

  private static final Logger LOG = Logger.getLogger(Records.class);

  /** Tries for an event that is refused as such: about two minutes of them. */
  private static final int MOST_REFUSALS = 8;

  private final Database database;
  private final Ownership ownership;
  private final WebhookStore store;
  private final SubjectStore subjects;
  private final WebhookMetrics metrics;
  private final Clock clock;
  private final Duration giveUpAfter;

  Records(
      Database database,
      Ownership ownership,
      WebhookStore store,
      SubjectStore subjects,
      WebhookMetrics metrics,
      Clock clock,
      AiopsConfig config) {
    this.database = database;
    this.ownership = ownership;
    this.store = store;
    this.subjects = subjects;
    this.metrics = metrics;
    this.clock = clock;
    this.giveUpAfter = config.webhooks().giveUpAfter();
  }

  /** What follows from a try. */
  enum Next {
    /** The event is done with, because it was taken. */
    TAKEN,
    /** The event is done with, although it was not taken. */
    GIVEN_UP,
    /** The event is to be tried again. */
    AGAIN,
    /** There is nobody to tell any more. */
    ENDED
  }

  /**
   * Stores a try to tell of an event, together with the position and all else that follows.
   *
   * @param pause until the next try, if there is one
   */
  Next tried(Webhook webhook, Choice.Tell told, Outcome outcome, Duration pause) {
    StoredEvent event = told.notice().event();
    Instant now = now();
    Next result =
        database.write(
            tx -> {
              ownership.check(tx, Ownership.DISPATCHER);
              Optional<WebhookStore.Row> present = store.findForUpdate(tx, webhook.id());
              if (present.isEmpty()) {
                return Next.ENDED;
              }
              Progress before = present.get().progress();
              Next next = next(before, event, outcome, now);
              Progress after = before.tried(event.seq(), outcome, now);
              if (next == Next.TAKEN || next == Next.GIVEN_UP) {
                after = after.acked(event.seq());
                remember(tx, webhook.id(), told.notice(), next == Next.TAKEN);
              }
              store.save(tx, webhook.id(), after);
              store.add(
                  tx,
                  webhook.id(),
                  attempt(
                      event,
                      before.nextAttempt(event.seq()),
                      outcome,
                      now,
                      next == Next.AGAIN ? now.plus(pause) : null,
                      next == Next.GIVEN_UP));
              return next == Next.TAKEN || next == Next.GIVEN_UP
                  ? next
                  : refused(tx, webhook, present.get(), next, now);
            });
    metrics.counted(webhook.id(), outcomeName(result));
    if (result == Next.GIVEN_UP) {
      LOG.warnf("An event was given up: webhook=%s event=%s", webhook.id(), event.id());
    }
    return result;
  }

  private Next next(Progress before, StoredEvent event, Outcome outcome, Instant now) {
    return switch (outcome.verdict()) {
      case TAKEN -> Next.TAKEN;
      case GONE -> Next.ENDED;
      case REFUSED ->
          before.nextAttempt(event.seq()) >= MOST_REFUSALS || tooOld(before, event, now)
              ? Next.GIVEN_UP
              : Next.AGAIN;
      case LATER -> tooOld(before, event, now) ? Next.GIVEN_UP : Next.AGAIN;
    };
  }

  private boolean tooOld(Progress before, StoredEvent event, Instant now) {
    Instant longAgo = now.minus(giveUpAfter);
    return before.failingSince() != null
        && before.failingSince().isBefore(longAgo)
        && event.time().isBefore(longAgo);
  }

  /**
   * The end of something is told where its beginning was: a beginning that was given up was not.
   */
  private void remember(Tx tx, String webhook, Notice notice, boolean taken) {
    String type = notice.type();
    if (!EventTypes.episode(type)) {
      return;
    }
    String subject = notice.text("id");
    if (type.equals(EventTypes.opening(type)) && taken) {
      subjects.tell(tx, webhook, subject);
    } else if (type.equals(EventTypes.opening(type)) || type.endsWith(EventTypes.RESOLVED)) {
      subjects.release(tx, webhook, subject);
    }
  }

  /** What was disabled meanwhile is not tried again. */
  private Next refused(Tx tx, Webhook webhook, WebhookStore.Row present, Next next, Instant now) {
    if (!present.webhook().settings().enabled()) {
      return Next.ENDED;
    }
    return next == Next.ENDED ? end(tx, webhook, present, now) : next;
  }

  /** Disables what is gone, unless somebody has changed it since: then that is tried. */
  private Next end(Tx tx, Webhook webhook, WebhookStore.Row present, Instant now) {
    if (present.webhook().version() != webhook.version()) {
      return Next.AGAIN;
    }
    store.update(tx, webhook.with(webhook.settings().disabled(), now));
    LOG.warnf("A webhook answered 410 and was disabled: webhook=%s", webhook.id());
    return Next.ENDED;
  }

  private static String outcomeName(Next next) {
    return switch (next) {
      case TAKEN -> WebhookMetrics.DELIVERED;
      case GIVEN_UP -> WebhookMetrics.GIVEN_UP;
      default -> WebhookMetrics.FAILED;
    };
  }

  private static Attempt attempt(
      StoredEvent event, int number, Outcome outcome, Instant at, Instant next, boolean givenUp) {
    return new Attempt(
        "",
        event.id(),
        event.type(),
        number,
        outcome.status(),
        outcome.latencyMillis(),
        givenUp ? outcome.error() + " The event was given up." : outcome.error(),
        at,
        next);
  }

  /**
   * Stores what became of something that is no event of the outbox: a test, or alerts that were
   * repeated.
   *
   * @param said whether it is among the tries that people see
   * @param counts whether it tells how well the webhook is
   */
  void other(Webhook webhook, StoredEvent event, Outcome outcome, boolean said, boolean counts) {
    Instant now = now();
    database.run(
        tx ->
            store
                .findForUpdate(tx, webhook.id())
                .ifPresent(
                    present -> {
                      if (said) {
                        store.add(tx, webhook.id(), attempt(event, 1, outcome, now, null, false));
                      }
                      if (counts) {
                        store.save(tx, webhook.id(), present.progress().repeated(outcome, now));
                      }
                    }));
  }

  /** Begins after events that are not kept any more. */
  void lost(Webhook webhook, long last, long count) {
    Instant now = now();
    String error = count + " events were not kept long enough to be told.";
    database.run(
        tx -> {
          ownership.check(tx, Ownership.DISPATCHER);
          if (store.findForUpdate(tx, webhook.id()).isPresent()) {
            store.acked(tx, webhook.id(), last);
            subjects.releaseWithheldOver(tx, webhook.id());
            store.add(
                tx, webhook.id(), new Attempt("", "", "events_lost", 0, null, 0, error, now, null));
          }
        });
    LOG.warnf("Events were lost: webhook=%s events=%d", webhook.id(), count);
  }

  void withheld(Webhook webhook, String subject) {
    database.run(tx -> subjects.withhold(tx, webhook.id(), subject));
  }

  /** Together with the position: what is not remembered any more must not be read again as news. */
  void released(Webhook webhook, String subject, long seq) {
    database.run(
        tx -> {
          ownership.check(tx, Ownership.DISPATCHER);
          subjects.release(tx, webhook.id(), subject);
          store.acked(tx, webhook.id(), seq);
        });
  }

  void detectorDeleted(Webhook webhook) {
    database.run(tx -> subjects.releaseGone(tx, webhook.id()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
