package io.aiops.detector.scoring;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.aiops.detector.json.Column;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The recent points of an entity, in columns.
 *
 * @param entity labels; null where nothing matches
 * @param matchingEntities how many the matchers fit
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Results(
    String detectorId,
    Map<String, String> entity,
    int matchingEntities,
    Column timestamps,
    Column values,
    Column expected,
    Column lower,
    Column upper,
    Column scores,
    @JsonProperty("is_anomaly") Column isAnomaly) {

  /** The caller holds the entity's lock. */
  static Results of(LiveDetector live, Entity entity, int matching, long from, long to) {
    return of(live, entity.labels.values(), matching, entity.recent.columns(from, to));
  }

  static Results none(LiveDetector live) {
    return of(live, null, 0, RecentPoints.Columns.NONE);
  }

  private static Results of(
      LiveDetector live, Map<String, String> entity, int matching, RecentPoints.Columns columns) {
    int dimensions = live.detector().definition().dimensions();
    return new Results(
        live.detector().id(),
        entity,
        matching,
        Column.times(columns.times),
        Column.of(columns.values, dimensions),
        Column.of(columns.expected, dimensions),
        Column.of(columns.lower, dimensions),
        Column.of(columns.upper, dimensions),
        Column.of(columns.scores),
        Column.of(columns.inside));
  }
}
