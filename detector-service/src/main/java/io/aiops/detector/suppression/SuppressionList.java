package io.aiops.detector.suppression;

import java.util.List;

import io.aiops.detector.json.Page;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** One page of suppressions, and how many there are in all. */
@RegisterForReflection
record SuppressionList(List<Suppression> suppressions, Page.Info pagination) {}
