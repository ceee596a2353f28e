package io.aiops.detector.scoring;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.anomaly.Peak;
import io.aiops.detector.anomaly.Severity;
import io.aiops.detector.model.log.Template;

/**
 * Announces templates that nobody saw before. Those that come while an anomaly of such is open are
 * told there, so that a storm of them is one anomaly.
 */
final class LogNews {

  static final String CLASS = "new_pattern";

  /** So many new templates together are more than one new message. */
  private static final int STORM = 10;

  private static final Pattern FAILURE =
      Pattern.compile("\\b(error|fail|fatal|panic|exception|critical|denied|refused|corrupt)");

  private final LiveDetector live;
  private final LogState logs;
  private final List<AnomalyChange> changes;

  LogNews(LiveDetector live, List<AnomalyChange> changes) {
    this.live = live;
    this.logs = live.logs();
    this.changes = changes;
  }

  /**
   * Takes the new templates of an interval.
   *
   * @return the entity that it was announced with, or null
   */
  Entity take(List<Template> all, long time) {
    List<Template> fresh =
        all.stream().filter(one -> !logs.patterns.knows(LogState.shown(one))).toList();
    if (fresh.isEmpty()) {
      return null;
    }
    Template open = logs.news == 0 ? null : logs.miner.find(logs.news);
    Entity teller = open == null ? null : logs.entity(live, open);
    boolean goesOn = teller != null && teller.anomaly != null && isNews(teller.anomaly);
    if (!goesOn) {
      if (!logs.takeNews()) {
        return null;
      }
      open = fresh.get(0);
      teller = logs.entity(live, open);
      logs.news = open.id();
      logs.newsCount = 0;
    }
    boolean storms = logs.newsCount <= STORM && logs.newsCount + fresh.size() > STORM;
    logs.newsCount += fresh.size();
    tell(teller, peak(open, Instant.ofEpochMilli(time)), storms);
    return teller;
  }

  private void tell(Entity teller, Peak peak, boolean storms) {
    AnomalyTracker tracker = new AnomalyTracker(live, teller);
    teller.lock.lock();
    try {
      if (teller.anomaly == null) {
        changes.add(tracker.announce(CLASS, peak));
      } else {
        tracker.tell(peak, storms).ifPresent(changes::add);
      }
      teller.changed = true;
    } finally {
      teller.lock.unlock();
    }
  }

  private static boolean isNews(Anomaly anomaly) {
    return anomaly.kind().equals(CLASS);
  }

  private Peak peak(Template template, Instant time) {
    long more = logs.newsCount - 1;
    boolean serious =
        more >= STORM || FAILURE.matcher(template.sample().toLowerCase(Locale.ROOT)).find();
    return new Peak(
        time,
        serious ? Severity.HIGH : Severity.MEDIUM,
        1,
        null,
        (double) logs.newsCount,
        null,
        null,
        null,
        List.of(new Anomaly.Share(CLASS, 1)),
        "a log pattern that was never seen before: \""
            + LogState.cut(template.text())
            + "\", for example: "
            + LogState.cut(template.sample())
            + (more == 0 ? "" : "; " + more + " more new ones came with it"));
  }
}
