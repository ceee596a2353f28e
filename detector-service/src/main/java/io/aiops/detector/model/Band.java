package io.aiops.detector.model;

/**
 * How many standard deviations the band reaches: so that a normal error leaves it as often as the
 * alert budget says, but never more rarely than the points seen could show.
 */
final class Band {

  /** A share this much rarer than one in all points seen is the rarest that is believed. */
  private static final double BELIEF = 10;

  private static final int STEP = 64;

  private final double pointsPerWeek;
  private double budget;
  private long key = -1;
  private double reach;

  Band(double pointsPerWeek, double budget) {
    this.pointsPerWeek = pointsPerWeek;
    this.budget = budget;
  }

  void budget(double perWeek) {
    budget = perWeek;
    key = -1;
  }

  /** Half-width in standard deviations after so many points. */
  double reach(long points) {
    long rounded = points < STEP ? points : points - points % STEP;
    if (rounded != key) {
      double share = Math.max(budget / pointsPerWeek, 1 / (BELIEF * Math.max(1, rounded)));
      reach = Normal.quantile(1 - Math.min(0.5, share) / 2);
      key = rounded;
    }
    return reach;
  }
}
