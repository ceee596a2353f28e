package io.aiops.detector.suppression;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.json.InstantText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a rule would do.
 *
 * @param active whether it would count now
 * @param nextChangeAt when that would change by itself; null where it never would
 * @param matching how many open anomalies it matches, whether it counts now or not
 * @param anomalies the newest of them
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
record SuppressionPreview(
    boolean active,
    @JsonSerialize(converter = InstantText.class) Instant nextChangeAt,
    int matching,
    List<Anomaly> anomalies) {}
