package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The state score: the size of a surprise and its rarity among the entity's own, kept up by a
 * decaying hold after a peak, because what was abnormal a moment ago is not yet normal.
 */
final class StateScore {

  /**
   * Raw score that squashes to 0.63; normal points stay under half of it, an outlier is twice it.
   */
  private static final double SIZE = 1.9;

  private final Surprise rarity = new Surprise();
  private final double keep;
  private double held;

  /**
   * Starts with nothing held.
   *
   * @param hold points in which the hold falls to 1/e; 0 switches it off
   */
  StateScore(int hold) {
    keep = hold == 0 ? 0 : Math.exp(-1.0 / hold);
  }

  /** The raw score of a point, 0 or more. */
  double judge(double surprise) {
    held = Math.max(surprise + rarity.rarity(surprise), held * keep);
    return held;
  }

  void learn(double surprise, double weight) {
    rarity.learn(surprise, weight);
  }

  /** Maps a raw score to 0..1, strictly rising; a Weibull curve, flat where normal points are. */
  static double squash(double raw) {
    double x = raw / SIZE;
    return -Math.expm1(-x * x);
  }

  void write(DataOutput out) throws IOException {
    rarity.write(out);
    out.writeDouble(held);
  }

  void read(DataInput in) throws IOException {
    rarity.read(in);
    held = in.readDouble();
  }

  static long memoryBytes() {
    return Surprise.memoryBytes() + 48;
  }
}
