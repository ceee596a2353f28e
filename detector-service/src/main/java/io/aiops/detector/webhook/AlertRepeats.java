package io.aiops.detector.webhook;

import java.time.Instant;
import java.util.List;

import org.jboss.logging.Logger;

import io.aiops.detector.event.StoredEvent;
import io.aiops.detector.store.Tx;

/**
 * Tells an Alertmanager again and again what is open, as it wants it: what it does not hear of for
 * a while is over. So it also knows what it missed, and what began before it was there.
 */
final class AlertRepeats {

  private static final Logger LOG = Logger.getLogger(AlertRepeats.class);

  /** Alerts of incidents, and as many of anomalies, the worst of each. */
  private static final int MOST = 1000;

  private static final int IN_ONE_REQUEST = 100;
  private static final String TYPE = "alerts_repeated";

  private final Webhook webhook;
  private final WebhookRecipient.Means means;
  private Instant next = Instant.MIN;
  private boolean cut;

  AlertRepeats(Webhook webhook, WebhookRecipient.Means means) {
    this.webhook = webhook;
    this.means = means;
  }

  void sendIfDue() throws InterruptedException {
    Instant now = means.clock().instant();
    if (webhook.settings().kind() != Kind.ALERTMANAGER || now.isBefore(next)) {
      return;
    }
    next = now.plus(means.repeatAlerts());
    Chooser.Open found = means.database().read(this::open);
    List<Notice> open = found.notices();
    if (found.cut() && !cut) {
      LOG.warnf("More is open than is told again: webhook=%s told=%d", webhook.id(), open.size());
    }
    cut = found.cut();
    for (int from = 0; from < open.size(); from += IN_ONE_REQUEST) {
      int to = Math.min(open.size(), from + IN_ONE_REQUEST);
      if (!send(open.subList(from, to), now)) {
        return;
      }
    }
  }

  private Chooser.Open open(Tx tx) {
    return means.store().listens(tx, webhook.id())
        ? means.chooser().open(tx, webhook.settings(), MOST)
        : Chooser.Open.NONE;
  }

  private boolean send(List<Notice> part, Instant now) throws InterruptedException {
    Settings settings = webhook.settings();
    String id = webhook.id() + "." + TYPE + "." + now.toEpochMilli();
    Outcome outcome =
        means.sender().send(() -> means.writer().alerts(settings, id, part), settings.secret());
    boolean taken = outcome.verdict() == Outcome.Verdict.TAKEN;
    StoredEvent event = new StoredEvent(0, id, TYPE, "anomalies", now, null, "{}");
    means.records().other(webhook, event, outcome, !taken, true);
    means.metrics().counted(webhook.id(), taken ? WebhookMetrics.DELIVERED : WebhookMetrics.FAILED);
    return taken;
  }
}
