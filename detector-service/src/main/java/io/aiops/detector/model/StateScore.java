package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The state score of a point from what its model says: the peak of the moment, kept up by a
 * decaying hold because what was abnormal a moment ago is not yet normal, and the slow unrest under
 * it.
 */
final class StateScore {

  /** Share of the slow unrest. */
  private static final double SLOW = 0.5;

  /** Points by which half of a peak is held: a young entity's peaks are not worth remembering. */
  private static final double YOUNG_POINTS = 200;

  /** Raw score that squashes to one half. */
  private static final double HALF = 1.45;

  private final double keep;
  private double held;
  private double points;

  /**
   * Starts with nothing held.
   *
   * @param hold points in which the hold falls to 1/e; 0 switches it off
   */
  StateScore(int hold) {
    keep = hold == 0 ? 0 : Math.exp(-1.0 / hold);
  }

  /** The raw score of a point, 0 or more. */
  double judge(double peak, double slow) {
    double known = points / (points + YOUNG_POINTS);
    held = Math.max(held * keep, keep > 0 ? peak * known : 0);
    points++;
    return Math.max(peak, held) + SLOW * known * slow;
  }

  /** Lets go of what is held: the peak was none. */
  void release() {
    held = 0;
  }

  /** Maps a raw score to 0..1, rising: 0 and less to 0, 0.8 to 0.05, 3 to 0.97, 4 to 0.99. */
  static double squash(double raw) {
    double x = Math.max(0, raw) / HALF;
    double power = x * x * x * x * x;
    return power / (power + 1);
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(held);
    out.writeDouble(points);
  }

  void read(DataInput in) throws IOException {
    held = in.readDouble();
    points = in.readDouble();
  }

  static long memoryBytes() {
    return 48;
  }
}
