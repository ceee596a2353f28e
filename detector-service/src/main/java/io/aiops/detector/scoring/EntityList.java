package io.aiops.detector.scoring;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.json.InstantText;
import io.aiops.detector.json.Page;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** One page of entities, and how many there are in all. */
@RegisterForReflection
public record EntityList(List<Item> entities, Page.Info pagination) {

  /**
   * One entity.
   *
   * @param value of its last point; of the most deviating feature where it has several
   * @param openAnomalyId null where none is open
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Item(
      Map<String, String> entity,
      @JsonSerialize(converter = InstantText.class) Instant lastPointAt,
      Double value,
      double score,
      String phase,
      Progress progress,
      long points,
      String model,
      String openAnomalyId) {}

  /** Of the warm-up. */
  @RegisterForReflection
  public record Progress(double percent, double etaSeconds) {}
}
