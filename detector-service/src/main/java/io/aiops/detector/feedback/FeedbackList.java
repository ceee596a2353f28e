package io.aiops.detector.feedback;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.json.InstantText;
import io.aiops.detector.json.Page;
import io.aiops.detector.scoring.Tolerated;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** One page of the verdicts on the anomalies of a detector, and how many there are in all. */
@RegisterForReflection
public record FeedbackList(List<Item> feedback, Page.Info pagination) {

  /**
   * One verdict.
   *
   * @param effect what it changed
   * @param taughtPoints points that were learnt fully; null for another effect
   * @param tolerance null for another effect
   * @param inEffect whether that is still so: it was neither replaced nor taken back, and what it
   *     changed was not learnt anew since
   * @param endedAt null while it is the latest one on its anomaly
   * @param endedBy null while it is the latest one on its anomaly
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "GivenFeedback")
  public record Item(
      String anomalyId,
      Map<String, String> entity,
      @Schema(enumeration = {"anomaly", "expected", "not_anomaly", "new_normal"}) String verdict,
      String comment,
      @JsonSerialize(converter = InstantText.class) Instant at,
      @Schema(enumeration = {"none", "tolerance", "taught", "known_pattern"}) String effect,
      Integer taughtPoints,
      Tolerated tolerance,
      boolean inEffect,
      @JsonSerialize(converter = InstantText.class) Instant endedAt,
      @Schema(enumeration = {"replaced", "taken_back"}) String endedBy) {}
}
