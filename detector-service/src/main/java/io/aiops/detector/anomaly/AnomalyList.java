package io.aiops.detector.anomaly;

import java.util.List;

import io.aiops.detector.json.Page;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** One page of anomalies, and how many there are in all. */
@RegisterForReflection
public record AnomalyList(List<Anomaly> anomalies, Page.Info pagination) {}
