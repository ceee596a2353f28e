package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Notices that a series lives on a new level: that many points in a row on the same side, out of
 * the band. Keeps their running mean and variance (Welford, 1962), to be taken up as the new
 * normal.
 */
final class LevelShift {

  /** Points in a row that make a new level: two hours of minutes. */
  static final int RUN = 120;

  /** Standard deviations of the error that count as out of the band. */
  private static final double OUTSIDE = 3;

  private int run;
  private double mean;
  private double squares;

  /**
   * Takes a point.
   *
   * @return true when the run is complete; it starts anew then
   */
  boolean learn(double value, double error) {
    if (Math.abs(error) < OUTSIDE || (run != 0 && Integer.signum(run) != Math.signum(error))) {
      run = 0;
      mean = 0;
      squares = 0;
      return false;
    }
    run += (int) Math.signum(error);
    double d = value - mean;
    mean += d / Math.abs(run);
    squares += d * (value - mean);
    return Math.abs(run) >= RUN;
  }

  double mean() {
    return mean;
  }

  double variance() {
    return squares / Math.max(1, Math.abs(run) - 1);
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
