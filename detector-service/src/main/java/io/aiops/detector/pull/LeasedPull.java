package io.aiops.detector.pull;

import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.json.Durations;
import io.aiops.detector.json.InstantText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A pull as the worker sees it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record LeasedPull(
    String id,
    String detectorId,
    String source,
    String query,
    String kind,
    String interval,
    String delay,
    @JsonSerialize(converter = InstantText.class) Instant from,
    @JsonSerialize(converter = InstantText.class) Instant to,
    @JsonSerialize(converter = InstantText.class) Instant position,
    long token,
    String endpoint,
    @JsonSerialize(converter = InstantText.class) Instant expiresAt) {

  /**
   * @param position epoch milliseconds; the owner may have come further than its replicas know
   * @param endpoint address of the owner
   */
  static LeasedPull of(Pull pull, long position, String endpoint) {
    return new LeasedPull(
        pull.id(),
        pull.detectorId(),
        pull.source(),
        pull.query(),
        pull.kind(),
        Durations.format(Duration.ofMillis(pull.intervalMillis())),
        Durations.format(Duration.ofMillis(pull.delayMillis())),
        pull.from(),
        pull.to(),
        Instant.ofEpochMilli(position),
        pull.token(),
        endpoint,
        pull.expiresAt());
  }
}
