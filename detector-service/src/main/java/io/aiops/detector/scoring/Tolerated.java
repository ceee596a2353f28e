package io.aiops.detector.scoring;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What alarms no more.
 *
 * @param kind class of the anomalies
 * @param direction {@code above} or {@code below}; null for either
 * @param feature of a detector with several, else null
 * @param size of the anomaly in half-widths of the band; of an absence in points
 * @param upTo the largest size that is tolerated
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "Tolerated")
public record Tolerated(
    @JsonProperty("class") String kind,
    String direction,
    String feature,
    double size,
    double upTo) {}
