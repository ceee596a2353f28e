package io.aiops.detector.model;

import java.util.Map;

/**
 * What to build for one entity; immutable.
 *
 * @param type a name of {@link ModelTypes#known()}
 * @param parameters checked by {@link ModelTypes#validate}; absent ones take their defaults
 * @param intervalMillis nominal distance of two points, in milliseconds
 * @param dimensions values per point; 1 for a plain series
 * @param alertBudgetPerWeek false alarms per week and entity that people can live with
 * @param zone IANA time zone of the calendar profiles, such as {@code UTC}
 * @param retrain when the entity is to be learnt anew
 * @param seed seed of everything random; two models with equal specs and points are equal
 */
public record ModelSpec(
    String type,
    Map<String, Object> parameters,
    long intervalMillis,
    int dimensions,
    double alertBudgetPerWeek,
    String zone,
    RetrainRule retrain,
    long seed) {

  static final double MILLIS_PER_WEEK = 7 * 24 * 3600_000.0;

  /** Copies the parameters and checks the ranges. */
  public ModelSpec {
    parameters = Map.copyOf(parameters);
    if (intervalMillis <= 0) {
      throw new IllegalArgumentException("intervalMillis must be positive, not " + intervalMillis);
    }
    if (dimensions < 1) {
      throw new IllegalArgumentException("dimensions must be at least 1, not " + dimensions);
    }
    if (!(alertBudgetPerWeek > 0) || Double.isInfinite(alertBudgetPerWeek)) {
      throw new IllegalArgumentException(
          "alertBudgetPerWeek must be positive and finite, not " + alertBudgetPerWeek);
    }
  }

  double pointsPerWeek() {
    return MILLIS_PER_WEEK / intervalMillis;
  }

  int integer(String name, int otherwise) {
    return parameters.get(name) instanceof Number number ? number.intValue() : otherwise;
  }
}
