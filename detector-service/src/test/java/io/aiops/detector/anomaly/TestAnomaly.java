package io.aiops.detector.anomaly;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Anomalies of tests that care for where and when they are, and how bad. */
public final class TestAnomaly {

  private TestAnomaly() {}

  /** An open one that has just been found. */
  public static Anomaly open(
      String id,
      String detector,
      String detectorName,
      Map<String, String> entity,
      Instant at,
      Severity severity) {
    return new Anomaly(
        id,
        detector,
        detectorName,
        entity,
        Anomaly.OPEN,
        severity,
        0.75,
        "above",
        "deviation",
        at,
        at,
        at,
        null,
        85.5,
        12.0,
        10.0,
        14.0,
        List.of(new Anomaly.Share("level", 1)),
        "it is high",
        null,
        false,
        null,
        false,
        false,
        null,
        1);
  }
}
