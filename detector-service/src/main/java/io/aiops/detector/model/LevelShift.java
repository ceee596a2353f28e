package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Notices that a series lives on a new level or with a new spread: that many points in a row far
 * from the expected. Keeps their running mean and variance (Welford, 1962), to be taken up as the
 * new normal.
 */
final class LevelShift {

  /** Standard deviations of the error that count as far. */
  private static final double FAR = 3;

  private final int length;
  private int run;
  private double mean;
  private double squares;

  /** Wants so many points in a row. */
  LevelShift(int length) {
    this.length = length;
  }

  /**
   * Takes a point.
   *
   * @return true when the run is complete; {@link #clear} starts the next
   */
  boolean learn(double value, double error) {
    if (Math.abs(error) < FAR) {
      clear();
      return false;
    }
    run++;
    double d = value - mean;
    mean += d / run;
    squares += d * (value - mean);
    return run >= length;
  }

  double mean() {
    return mean;
  }

  double variance() {
    return squares / Math.max(1, run - 1);
  }

  double spread() {
    return Math.sqrt(variance());
  }

  /** Points of the present run. */
  int run() {
    return run;
  }

  void clear() {
    run = 0;
    mean = 0;
    squares = 0;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(run);
    out.writeDouble(mean);
    out.writeDouble(squares);
  }

  void read(DataInput in) throws IOException {
    run = in.readInt();
    mean = in.readDouble();
    squares = in.readDouble();
  }
}
