package io.aiops.detector.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.aiops.detector.anomaly.Anomaly;

/**
 * An anomaly as a part of an incident, or as one that may become so.
 *
 * @param labels of its series and its detector, without those that say nothing
 * @param earlier anomalies of the same series in the {@link #MEMORY} before
 */
record Member(Anomaly anomaly, Map<String, String> labels, long earlier) {

  /** What happened in a week tells whether an anomaly is unusual for its series. */
  static final Duration MEMORY = Duration.ofDays(7);

  /**
   * Starts of series that share a detector and no label have to be this many times closer: a
   * detector of many series has anomalies side by side that have nothing to do with each other.
   */
  private static final int CLOSER = 5;

  Instant startedAt() {
    return anomaly.startedAt();
  }

  /** Whether it neither opens nor joins an incident; one that has joined before stays in it. */
  boolean standsApart() {
    return anomaly.historical() || (anomaly.suppressed() && anomaly.incidentId() == null);
  }

  boolean sharesLabels(Member other) {
    return labels.entrySet().stream()
        .anyMatch(label -> label.getValue().equals(other.labels.get(label.getKey())));
  }

  /**
   * Whether two anomalies of different series started together.
   *
   * @param window the longest time between their starts
   */
  boolean belongsWith(Member other, Duration window) {
    boolean sameDetector = anomaly.detectorId().equals(other.anomaly.detectorId());
    if (sameDetector && anomaly.entity().equals(other.anomaly.entity())) {
      return false;
    }
    Duration apart = Duration.between(startedAt(), other.startedAt()).abs();
    return sharesLabels(other)
        ? apart.compareTo(window) <= 0
        : sameDetector && apart.compareTo(window.dividedBy(CLOSER)) <= 0;
  }
}
