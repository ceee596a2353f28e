package io.aiops.detector.model;

/** The calibration of each kind of model before it has seen anything. */
final class AlarmScores {

  /** Onset that always alarms at a budget of one a week, in widths of the usual range. */
  private static final double SERIES_SURE = 0.016;

  /** The same for vectors, of whose many features one is always somewhere new. */
  private static final double VECTOR_SURE = 3.1;

  /** The same for forests, whose isolation of a calm point varies more. */
  private static final double FOREST_SURE = 0.04;

  /** The same for random cut forests, which have less of a word on an onset. */
  private static final double CUT_SURE = 0.03;

  /** The same for forests of vectors. */
  private static final double VECTOR_FOREST_SURE = 0.12;

  private AlarmScores() {}

  /**
   * A calibration for the model of a spec.
   *
   * @param budget false alarms per week
   */
  static AlarmScore of(ModelSpec spec, double budget) {
    boolean series = spec.dimensions() == 1;
    return switch (spec.type()) {
      case ModelTypes.RANDOM_CUT_FOREST ->
          score(spec, budget, series ? CUT_SURE : VECTOR_FOREST_SURE, false);
      case ModelTypes.ISOLATION_FOREST, ModelTypes.ENSEMBLE ->
          score(spec, budget, series ? FOREST_SURE : VECTOR_FOREST_SURE, false);
      default -> score(spec, budget, series ? SERIES_SURE : VECTOR_SURE, !series);
    };
  }

  private static AlarmScore score(ModelSpec spec, double budget, double sure, boolean restless) {
    return new AlarmScore(spec.pointsPerWeek(), budget, sure, restless);
  }
}
