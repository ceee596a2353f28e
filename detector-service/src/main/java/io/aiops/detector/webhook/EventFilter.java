package io.aiops.detector.webhook;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.aiops.detector.anomaly.Severity;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Which events of the chosen types a webhook is told of.
 *
 * @param detectorId null for any; an incident is of each detector that has an anomaly in it
 * @param minSeverity the least one of anomalies and incidents; null for any
 * @param labels all of them must be there, on the series, the detector or the incident
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record EventFilter(String detectorId, Severity minSeverity, Map<String, String> labels) {

  static final EventFilter ANY = new EventFilter(null, null, Map.of());

  public EventFilter {
    labels = Map.copyOf(labels);
  }

  boolean severeEnough(Severity severity) {
    return minSeverity == null || severity.compareTo(minSeverity) >= 0;
  }

  boolean labelled(Map<String, String> present) {
    return present.entrySet().containsAll(labels.entrySet());
  }
}
