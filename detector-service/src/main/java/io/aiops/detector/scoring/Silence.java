package io.aiops.detector.scoring;

import java.time.Instant;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.Severity;
import io.aiops.detector.detector.Detector;
import io.aiops.detector.suppression.MatchedLabels;
import io.aiops.detector.suppression.RuleSet;

/**
 * Which suppression an open anomaly falls under. What matches is kept, so that a point costs a look
 * at a few schedules, and not at all matchers.
 */
final class Silence {

  private RuleSet rules;
  private long version;
  private Severity severity;
  private RuleSet.Matching matching = RuleSet.Matching.NONE;

  /**
   * @return the id of the suppression that counts at the time of a point, or null
   */
  String at(Instant time, RuleSet present, Detector detector, Anomaly anomaly) {
    if (rules != present || version != detector.version() || severity != anomaly.severity()) {
      rules = present;
      version = detector.version();
      severity = anomaly.severity();
      matching =
          rules.matching(
              anomaly.detectorId(), MatchedLabels.of(anomaly, detector.definition().labels()));
    }
    return matching.at(time, anomaly.suppressedBy());
  }
}
