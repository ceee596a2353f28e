package io.aiops.detector.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.aiops.detector.event.Backoff;
import io.aiops.detector.event.Recipient;
import io.aiops.detector.event.StoredEvent;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.Tx;

/** A webhook as one that is told of events: of those that it chose, one at a time. */
final class WebhookRecipient implements Recipient {

  /** Events read at once; one of them is sent at a time. */
  private static final int MOST_EVENTS = 25;

  private final Webhook webhook;
  private final long position;
  private final Means means;
  private final AlertRepeats repeats;
  private int failures;

  /** What all webhooks share. */
  record Means(
      Database database,
      WebhookStore store,
      Chooser chooser,
      MessageWriter writer,
      Sender sender,
      Records records,
      WebhookMetrics metrics,
      Clock clock,
      Backoff backoff,
      Duration repeatAlerts) {}

  WebhookRecipient(Webhook webhook, long position, Means means) {
    this.webhook = webhook;
    this.position = position;
    this.means = means;
    this.repeats = new AlertRepeats(webhook, means);
  }

  @Override
  public String id() {
    return webhook.id();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public long version() {
    return webhook.version();
  }

  @Override
  public int most() {
    return MOST_EVENTS;
  }

  @Override
  public Backoff backoff() {
    return means.backoff();
  }

  @Override
  public void store(Tx tx, long seq) {
    means.store().acked(tx, webhook.id(), seq);
  }

  @Override
  public void idle() throws InterruptedException {
    means.metrics().at(webhook.id(), null);
    repeats.sendIfDue();
  }

  @Override
  public void left() {
    means.metrics().at(webhook.id(), null);
  }

  @Override
  public Answer offer(long after, List<StoredEvent> events) throws InterruptedException {
    if (!means.database().read(tx -> means.store().listens(tx, webhook.id()))) {
      return new Answer.Ended();
    }
    repeats.sendIfDue();
    StoredEvent first = events.get(0);
    long lost = first.seq() - after - 1;
    if (lost > 0) {
      means.records().lost(webhook, first.seq() - 1, lost);
      return new Answer.Taken(first.seq() - 1, 0);
    }
    long seen = after;
    for (StoredEvent event : events) {
      Choice choice = means.database().read(tx -> means.chooser().of(tx, webhook, event));
      if (choice instanceof Choice.Tell told) {
        return seen > after ? new Answer.Taken(seen, 0) : tell(told);
      }
      if (choice instanceof Choice.Release release) {
        means.records().released(webhook, release.subject(), event.seq());
        return new Answer.Taken(event.seq(), 0);
      }
      if (choice instanceof Choice.Withhold withhold) {
        means.records().withheld(webhook, withhold.subject());
      }
      if (event.type().equals(EventTypes.DETECTOR_DELETED)) {
        means.records().detectorDeleted(webhook);
      }
      seen = event.seq();
    }
    return new Answer.Taken(seen, 0);
  }

  private Answer tell(Choice.Tell told) throws InterruptedException {
    StoredEvent event = told.notice().event();
    Instant time = event.time();
    means.metrics().at(webhook.id(), time);
    Settings settings = webhook.settings();
    Outcome outcome =
        means.sender().send(() -> means.writer().write(settings, told.notice()), settings.secret());
    Duration pause = pause(outcome);
    return switch (means.records().tried(webhook, told, outcome, pause)) {
      case TAKEN -> {
        failures = 0;
        yield new Answer.Taken(event.seq(), 1);
      }
      case GIVEN_UP -> new Answer.Taken(event.seq(), 0);
      case AGAIN -> new Answer.Refused("did not take it: " + outcome.error(), pause);
      case ENDED -> new Answer.Ended();
    };
  }

  /** Grows with the failures since the last success, whichever events they were at. */
  private Duration pause(Outcome outcome) {
    if (outcome.verdict() == Outcome.Verdict.TAKEN) {
      return Duration.ZERO;
    }
    failures++;
    Duration pause = means.backoff().after(failures);
    return pause.compareTo(outcome.retryAfter()) > 0 ? pause : outcome.retryAfter();
  }
}
