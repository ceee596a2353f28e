package io.aiops.detector.suppression;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.AnomalyStore;
import io.aiops.detector.detector.DetectorRegistry;
import io.aiops.detector.store.Database;

/** Tries a rule on the anomalies that are open now, before anybody saves it. */
@ApplicationScoped
class Previews {

  /** Open anomalies that are looked at, the newest ones: bounds what a try costs. */
  private static final int MOST_TRIED = 5000;

  private static final int MOST_SHOWN = 20;

  private final Database database;
  private final AnomalyStore anomalies;
  private final DetectorRegistry registry;
  private final Clock clock;

  Previews(Database database, AnomalyStore anomalies, DetectorRegistry registry, Clock clock) {
    this.database = database;
    this.anomalies = anomalies;
    this.registry = registry;
    this.clock = clock;
  }

  SuppressionPreview of(Rule rule) {
    Instant now = clock.instant();
    List<Anomaly> matching =
        database.<List<Anomaly>>read(tx -> anomalies.newestOpen(tx, MOST_TRIED)).stream()
            .filter(anomaly -> matches(rule, anomaly))
            .toList();
    return new SuppressionPreview(
        rule.activeAt(now),
        rule.nextChange(now).orElse(null),
        matching.size(),
        matching.stream().limit(MOST_SHOWN).toList());
  }

  private boolean matches(Rule rule, Anomaly anomaly) {
    Map<String, String> ofDetector =
        registry
            .find(anomaly.detectorId())
            .map(detector -> detector.definition().labels())
            .orElse(Map.of());
    return rule.matches(anomaly.detectorId(), MatchedLabels.of(anomaly, ofDetector));
  }
}
