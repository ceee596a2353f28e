package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The typical course of one season in equal slots, learnt slot by slot: a plain mean at first, then
 * exponentially forgetting. Keeps the size of its own error beside that of having no season, over
 * the same points, so that its use can be judged.
 */
final class Profile {

  /** Share of a slot that one pass of the season renews. */
  static final double RENEWAL = 0.3;

  private static final double ERROR_RATE = 1.0 / 500;

  private final float[] mean;
  private final float[] seen;
  private double judged;
  private double error;
  private double plain;

  Profile(int slots) {
    this.mean = new float[slots];
    this.seen = new float[slots];
  }

  int slots() {
    return mean.length;
  }

  /** Whether the slot was ever learnt in an earlier pass. */
  boolean knows(int slot) {
    return seen[slot] > 0;
  }

  double expected(int slot) {
    return mean[slot];
  }

  /** Expects this from now on. */
  void put(int slot, double value) {
    mean[slot] = (float) value;
  }

  /** Points over which the errors were measured. */
  double judged() {
    return judged;
  }

  /** Mean size of the error with this season. */
  double error() {
    return error;
  }

  /** Error with this season relative to without; below 1 the season helps. */
  double ratio() {
    return plain > 0 ? error / plain : 1;
  }

  /**
   * Learns one value.
   *
   * @param pointsPerSlot points that fall into one slot in one pass
   */
  void learn(int slot, double value, double pointsPerSlot, double weight) {
    if (knows(slot)) {
      judged += weight;
      double rate = weight * Math.max(ERROR_RATE, 1 / Math.max(1, judged));
      error += rate * (Math.abs(value - mean[slot]) - error);
      plain += rate * (Math.abs(value) - plain);
    }
    seen[slot] += (float) weight;
    double rate = weight * Math.max(Math.min(1, RENEWAL / pointsPerSlot), 1 / (seen[slot] + 1e-9));
    mean[slot] += (float) (Math.min(1, rate) * (value - mean[slot]));
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(judged);
    out.writeDouble(error);
    out.writeDouble(plain);
    Floats.write(out, mean, mean.length);
    Floats.write(out, seen, seen.length);
  }

  void read(DataInput in) throws IOException {
    judged = in.readDouble();
    error = in.readDouble();
    plain = in.readDouble();
    Floats.read(in, mean, mean.length);
    Floats.read(in, seen, seen.length);
  }

  long memoryBytes() {
    return 8L * mean.length + 72;
  }
}
