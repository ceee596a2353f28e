package io.aiops.detector.suppression;

import java.util.HashMap;
import java.util.Map;

import io.aiops.detector.anomaly.Anomaly;

/** What the matchers of suppressions see of an anomaly. */
public final class MatchedLabels {

  private MatchedLabels() {}

  /**
   * The labels of its entity, those of its detector that the entity lacks, and the reserved ones:
   * {@code detector} (the name), {@code detector_id} and {@code severity}.
   */
  public static Map<String, String> of(Anomaly anomaly, Map<String, String> ofDetector) {
    Map<String, String> labels = new HashMap<>(ofDetector);
    labels.putAll(anomaly.entity());
    labels.put("detector", anomaly.detectorName());
    labels.put("detector_id", anomaly.detectorId());
    labels.put("severity", anomaly.severity().text());
    return labels;
  }
}
