package io.aiops.detector.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What became of a test event.
 *
 * @param status HTTP status; null without an answer
 * @param error null where it was taken
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record TestAnswer(boolean delivered, Integer status, long latencyMs, String error) {}
