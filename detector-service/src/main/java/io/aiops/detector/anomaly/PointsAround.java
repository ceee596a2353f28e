package io.aiops.detector.anomaly;

import io.aiops.detector.json.Column;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Points of the entity around an anomaly, in columns, with the band that held for each. */
@RegisterForReflection
public record PointsAround(
    Column timestamps, Column values, Column expected, Column lower, Column upper, Column scores) {}
