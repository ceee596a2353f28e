package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How far counts stray at the level that is expected, against everywhere: many requests vary more
 * than few. A straight line of the size of the errors over the expected value, as far as its slope
 * is sure (positive-part shrinkage; James and Stein, 1961). Series that are no counts, that is, no
 * whole numbers from 0 on, stray alike at all levels.
 */
final class CountSpread {

  /** Memory, in points. */
  private static final double WINDOW = 4000;

  /** A slope that is no larger than three times its standard error counts for nothing. */
  private static final double SURE = 9;

  /** Errors are at most so many times larger or smaller than everywhere. */
  private static final double MOST = 3;

  /** Errors are cut at so many times their usual size, unless there were none so far. */
  private static final double CLIP = 5;

  /** Points before that usual size is known. */
  private static final double YOUNG = 50;

  private boolean counts = true;
  private double points;
  private double level;
  private double size;
  private double variance;
  private double sizeVariance;
  private double covariance;

  /** Takes note of a value, whether it can be a count. */
  void see(double value) {
    counts &= value >= 0 && value == Math.rint(value);
  }

  /** Usual size of the error around an expected value, over that of all errors. */
  double factor(double expected) {
    if (!counts || !(variance > 0) || !(size > 0) || covariance == 0) {
      return 1;
    }
    double slope = covariance / variance;
    double unexplained = Math.max(0, sizeVariance - slope * covariance);
    double sure = 1 - SURE * unexplained / (slope * covariance * points);
    double relative = 1 + Math.max(0, sure) * slope * (expected - level) / size;
    return Math.max(1 / MOST, Math.min(MOST, relative));
  }

  void learn(double expected, double error, double weight) {
    if (!counts) {
      return;
    }
    points = Math.min(WINDOW, points + weight);
    boolean unknown = points < YOUNG || size == 0;
    double most = unknown ? Double.MAX_VALUE : CLIP * size * factor(expected);
    double rate = weight / Math.max(1, points);
    double ofLevel = expected - level;
    double ofSize = Math.min(Math.abs(error), most) - size;
    level += rate * ofLevel;
    size += rate * ofSize;
    variance += rate * ((1 - rate) * ofLevel * ofLevel - variance);
    sizeVariance += rate * ((1 - rate) * ofSize * ofSize - sizeVariance);
    covariance += rate * ((1 - rate) * ofLevel * ofSize - covariance);
  }

  /** Forgets the errors, but not whether the values are counts. */
  void clear() {
    points = 0;
    level = 0;
    size = 0;
    variance = 0;
    sizeVariance = 0;
    covariance = 0;
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(counts);
    out.writeDouble(points);
    out.writeDouble(level);
    out.writeDouble(size);
    out.writeDouble(variance);
    out.writeDouble(sizeVariance);
    out.writeDouble(covariance);
  }

  void read(DataInput in) throws IOException {
    counts = in.readBoolean();
    points = in.readDouble();
    level = in.readDouble();
    size = in.readDouble();
    variance = in.readDouble();
    sizeVariance = in.readDouble();
    covariance = in.readDouble();
  }

  static long memoryBytes() {
    return 72;
  }
}
