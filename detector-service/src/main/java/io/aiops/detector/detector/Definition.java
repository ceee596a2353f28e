package io.aiops.detector.detector;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.util.StdConverter;

import io.aiops.detector.json.Durations;
import io.aiops.detector.model.ModelTypes;
import io.aiops.detector.model.RetrainRule;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a person says about a detector; everything else follows from it.
 *
 * @param name unique, 1 to 200 characters
 * @param source null where points are pushed
 * @param features names of the components of a point; empty for a single value
 * @param interval distance of points; at least 1 s
 * @param delay how late the source is asked, so that its newest values are final
 * @param alertBudgetPerWeek false alarms that a person accepts per entity and week
 * @param consecutivePoints abnormal points in a row that open an anomaly
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Definition(
    String name,
    String description,
    ModelChoice model,
    SourceQuery source,
    List<String> features,
    @Schema(implementation = String.class, examples = "1m")
        @JsonSerialize(converter = DurationText.class)
        Duration interval,
    @Schema(implementation = String.class, examples = "30s")
        @JsonSerialize(converter = DurationText.class)
        Duration delay,
    double alertBudgetPerWeek,
    Direction direction,
    MinDeviation minDeviation,
    int consecutivePoints,
    MissingPolicy missing,
    Retrain retrain,
    Map<String, String> labels) {

  public Definition {
    features = List.copyOf(features);
    labels = Map.copyOf(labels);
  }

  /** Numbers in one point. */
  public int dimensions() {
    return Math.max(1, features.size());
  }

  /** Whether it watches lines of logs rather than values. */
  public boolean watchesLines() {
    return model.type().equals(ModelTypes.LOG_PATTERNS);
  }

  /** Whether state learnt under this definition means nothing under the other one. */
  public boolean resetsState(Definition other) {
    return !model.equals(other.model)
        || !Objects.equals(source, other.source)
        || !features.equals(other.features)
        || !interval.equals(other.interval);
  }

  /** The model type and its parameters. */
  @RegisterForReflection
  public record ModelChoice(String type, Map<String, Object> parameters) {
    public ModelChoice {
      parameters = Map.copyOf(parameters);
    }
  }

  /** A configured source and the query to ask it. */
  @RegisterForReflection
  public record SourceQuery(String name, String query) {}

  /** The least distance from the expected value that may alarm; null switches a rule off. */
  @RegisterForReflection
  public record MinDeviation(Double absolute, Double relative) {}

  /** When the model is learnt anew. */
  @RegisterForReflection
  public record Retrain(
      @Schema(implementation = String.class, examples = "1d")
          @JsonSerialize(converter = DurationText.class)
          Duration every,
      boolean onDrift) {

    /** The same for a model, which knows the time of its points only. */
    public RetrainRule rule() {
      return new RetrainRule(every.toMillis(), onDrift);
    }
  }

  /** Writes a duration as Prometheus does. */
  public static final class DurationText extends StdConverter<Duration, String> {
    @Override
    public String convert(Duration value) {
      return Durations.format(value);
    }
  }
}
