package io.aiops.detector.health;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.json.InstantText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How well a detector can do its work.
 *
 * @param health one word for the worst of the reasons
 * @param reasons empty where nothing is wrong
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record HealthReport(
    String id,
    String health,
    List<Reason> reasons,
    @JsonSerialize(converter = InstantText.class) Instant lastPointAt,
    @JsonSerialize(converter = InstantText.class) Instant checkedAt) {

  /** One thing that is wrong, and since when. */
  @RegisterForReflection
  public record Reason(
      String code, String message, @JsonSerialize(converter = InstantText.class) Instant since) {}
}
