package io.aiops.detector.anomaly;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that the scoring of a point did to an anomaly.
 *
 * @param at time of the point that caused it
 * @param points the points around it, for charts, as they were known then
 */
public record AnomalyChange(Kind kind, Anomaly anomaly, Instant at, PointsAround points) {

  /** What happened. */
  public enum Kind {
    DETECTED,
    UPDATED,
    RESOLVED;

    String eventType() {
      return "anomaly_" + name().toLowerCase(Locale.ROOT);
    }
  }
}
