package io.aiops.detector.webhook;

import java.util.List;

import io.aiops.detector.json.Page;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** One page of the latest tries, newest first, and how many are kept. */
@RegisterForReflection
public record AttemptList(List<Attempt> deliveries, Page.Info pagination) {}
