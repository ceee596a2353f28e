package io.aiops.detector.anomaly;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An anomaly with the points around it.
 *
 * @param points columns {@code timestamps, values, expected, lower, upper, scores}
 */
@RegisterForReflection
public record AnomalyDetail(
    @JsonUnwrapped Anomaly anomaly, @Schema(implementation = PointsAround.class) Object points) {}
