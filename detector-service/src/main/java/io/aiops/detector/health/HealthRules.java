package io.aiops.detector.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.aiops.detector.detector.Detector;
import io.aiops.detector.json.Durations;
import io.aiops.detector.pull.Pulls;
import io.aiops.detector.scoring.DetectorStatistics;

/** What counts as ill, and how ill: the worst of all reasons names the health. */
final class HealthRules {

  static final String HEALTHY = "healthy";

  /** From the worst on. */
  private static final List<String> LEVELS = List.of("unhealthy", "stale", "degraded");

  /** From the best on. */
  static final List<String> ALL = List.of(HEALTHY, "degraded", "stale", "unhealthy");

  /** One thing that is wrong. */
  record Finding(String level, String code, String message) {}

  private final int staleAfterIntervals;

  HealthRules(int staleAfterIntervals) {
    this.staleAfterIntervals = staleAfterIntervals;
  }

  /**
   * @param watchedSince start of the detector or of this process, the later of the two
   * @param storageError what the database says; null while it works
   */
  List<Finding> findings(
      Detector detector,
      DetectorStatistics.Snapshot statistics,
      Pulls.Hindrance hindrance,
      Instant watchedSince,
      String storageError,
      Instant now) {
    List<Finding> findings = new ArrayList<>();
    if (storageError != null) {
      findings.add(
          new Finding(
              "unhealthy",
              "storage",
              "nothing can be stored, so nothing is scored: " + storageError));
    }
    if (statistics.refusedEntities() > 0) {
      findings.add(
          new Finding(
              "degraded",
              "entity_limit",
              "series beyond the limit of entities or memory are ignored; "
                  + statistics.entities()
                  + " are watched"));
    }
    if (statistics.damagedStates() > 0) {
      findings.add(
          new Finding(
              "degraded",
              "state_damaged",
              statistics.damagedStates()
                  + " saved states could not be read; their entities go on from an older one"
                  + " or warm up anew"));
    }
    if (detector.running()) {
      running(detector, statistics, hindrance, watchedSince, now, findings);
    }
    return findings;
  }

  private void running(
      Detector detector,
      DetectorStatistics.Snapshot statistics,
      Pulls.Hindrance hindrance,
      Instant watchedSince,
      Instant now,
      List<Finding> findings) {
    if (hindrance != null) {
      findings.add(new Finding("unhealthy", hindrance.code(), hindrance.message()));
    }
    Duration interval = detector.definition().interval();
    Duration patience =
        interval.multipliedBy(staleAfterIntervals).plus(detector.definition().delay());
    Instant last = statistics.lastArrival();
    Instant waitingSince = last == null || last.isBefore(watchedSince) ? watchedSince : last;
    Duration waiting = Duration.between(waitingSince, now);
    if (waiting.compareTo(patience) > 0) {
      findings.add(
          new Finding(
              "stale",
              "no_points",
              "no point for "
                  + Durations.format(Duration.ofSeconds(waiting.toSeconds()))
                  + ", expected one every "
                  + Durations.format(interval)));
    }
  }

  static String health(List<Finding> findings) {
    return LEVELS.stream()
        .filter(level -> findings.stream().anyMatch(finding -> finding.level().equals(level)))
        .findFirst()
        .orElse(HEALTHY);
  }
}
