package io.aiops.detector.detector;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The outcome of an update.
 *
 * @param stateReset whether the change made all that was learnt void
 */
@RegisterForReflection
public record UpdatedDetector(@JsonUnwrapped Detector detector, boolean stateReset) {}
