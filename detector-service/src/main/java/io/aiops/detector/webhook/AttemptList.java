package io.aiops.detector.webhook;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The latest tries, newest first. */
@RegisterForReflection
public record AttemptList(List<Attempt> deliveries) {}
