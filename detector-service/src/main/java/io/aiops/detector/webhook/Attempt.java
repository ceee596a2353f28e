package io.aiops.detector.webhook;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.json.InstantText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One try to tell a webhook of an event.
 *
 * @param eventId the {@code webhook-id} of the request
 * @param attempt which try for this event, from 1
 * @param status HTTP status; null without an answer
 * @param error null where it was taken
 * @param nextAttemptAt null where no further one follows
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Attempt(
    String id,
    String eventId,
    String eventType,
    int attempt,
    Integer status,
    long latencyMs,
    String error,
    @JsonSerialize(converter = InstantText.class) Instant at,
    @JsonSerialize(converter = InstantText.class) Instant nextAttemptAt) {}
