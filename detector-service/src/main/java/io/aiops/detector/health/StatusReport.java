package io.aiops.detector.health;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.json.InstantText;
import io.aiops.detector.scoring.DetectorStatistics;
import io.aiops.detector.scoring.WarmUp;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a detector is doing.
 *
 * @param phase {@code warming_up} or {@code ready}
 * @param lagSeconds age of the latest point; null before the first
 * @param detectLatencyMs milliseconds per point over the latest calls
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record StatusReport(
    String id,
    String status,
    String statusReason,
    String phase,
    WarmUp progress,
    @JsonSerialize(converter = InstantText.class) Instant startedAt,
    @JsonSerialize(converter = InstantText.class) Instant lastPointAt,
    Double lagSeconds,
    int entities,
    long memoryBytes,
    long pointsProcessed,
    long anomaliesDetected,
    long openAnomalies,
    Latency detectLatencyMs,
    Model model) {

  /** Milliseconds per point; null before the first. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Latency(@JsonProperty("p50") Double p50, @JsonProperty("p99") Double p99) {}

  /**
   * The model in use by most entities.
   *
   * @param retrainedAt when an entity last got a model learnt anew, in the time of its points; null
   *     before
   * @param retraining entities with a candidate that runs beside their model now
   * @param retrainingsReplaced candidates that took over
   * @param retrainingsDropped candidates that were no clear gain
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Model(
      String type,
      @JsonSerialize(converter = InstantText.class) Instant trainedAt,
      long sampleCount,
      @JsonSerialize(converter = InstantText.class) Instant retrainedAt,
      int retraining,
      long retrainingsReplaced,
      long retrainingsDropped) {

    static Model of(DetectorStatistics.Snapshot now) {
      DetectorStatistics.Retraining retraining = now.retraining();
      return new Model(
          now.model(),
          now.trainedAt(),
          now.sampleCount(),
          retraining.retrainedAt(),
          retraining.running(),
          retraining.replaced(),
          retraining.dropped());
    }
  }
}
