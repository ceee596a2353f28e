package io.aiops.detector.anomaly;

import java.time.Instant;
import java.util.List;

/** The worst point of an anomaly so far. */
public record Peak(
    Instant at,
    Severity severity,
    double score,
    String direction,
    Double value,
    Double expected,
    Double lower,
    Double upper,
    List<Anomaly.Share> contributions,
    String explanation) {}
