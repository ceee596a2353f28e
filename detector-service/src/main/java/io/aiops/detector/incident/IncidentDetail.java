package io.aiops.detector.incident;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.aiops.detector.anomaly.Anomaly;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An incident with its anomalies.
 *
 * @param anomalies in the order in which they began
 * @param timeline what happened, oldest first
 */
@RegisterForReflection
public record IncidentDetail(
    @JsonUnwrapped Incident incident, List<Anomaly> anomalies, List<Moment> timeline) {}
