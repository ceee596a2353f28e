package io.aiops.detector.scoring;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.Severity;
import io.aiops.detector.json.Column;
import io.aiops.detector.json.InstantText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How a definition would have judged history.
 *
 * @param entities worst first; only the first ones have points, thinned for a chart
 * @param entityCount series that there were, those left out included
 * @param pointCount points or lines that were taken, those of the warm-up included
 * @param anomaliesPerWeek of all entities together, from the time that was judged; null where
 *     nothing was
 * @param truncated whether anything was left out
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Preview(
    @JsonSerialize(converter = InstantText.class) Instant from,
    @JsonSerialize(converter = InstantText.class) Instant to,
    List<Series> entities,
    int entityCount,
    long pointCount,
    int anomalyCount,
    Double anomaliesPerWeek,
    boolean truncated) {

  public Preview {
    entities = List.copyOf(entities);
  }

  /** The same with the worst entities only. */
  public Preview worst(int most) {
    return new Preview(
        from,
        to,
        entities.subList(0, most),
        entityCount,
        pointCount,
        anomalyCount,
        anomaliesPerWeek,
        true);
  }

  /**
   * One entity.
   *
   * @param anomalyCount of which {@code anomalies} has the worst, in the order of their starts
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Series(
      Map<String, String> labels,
      int anomalyCount,
      Column timestamps,
      Column values,
      Column expected,
      Column lower,
      Column upper,
      Column scores,
      List<Found> anomalies) {}

  /** An anomaly that would have been announced. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Found(
      @JsonSerialize(converter = InstantText.class) Instant startedAt,
      @JsonSerialize(converter = InstantText.class) Instant endedAt,
      @JsonSerialize(converter = InstantText.class) Instant peakAt,
      Severity severity,
      double score,
      @JsonProperty("class") String kind,
      String direction,
      Double value,
      Double expected,
      Double lower,
      Double upper,
      String explanation) {

    static Found of(Anomaly anomaly) {
      return new Found(
          anomaly.startedAt(),
          anomaly.endedAt(),
          anomaly.peakAt(),
          anomaly.severity(),
          anomaly.score(),
          anomaly.kind(),
          anomaly.direction(),
          anomaly.value(),
          anomaly.expected(),
          anomaly.lower(),
          anomaly.upper(),
          anomaly.explanation());
    }
  }
}
