package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Exponentially weighted mean and variance whose updates are clipped (winsorised) at {@value #CLIP}
 * standard deviations, so that outliers hardly move them (Huber, Robust Statistics, 1981; weights
 * of age 1/n while young). A floor under the deviation keeps a constant series finite.
 */
final class Scale {

  /** Updates are clipped here, in standard deviations; it costs a normal series under 0.1%. */
  static final double CLIP = 4.2;

  /** |z| is cut here: beyond it, further says nothing more. */
  static final double CAP = 30;

  /** Least standard deviation, relative to the size of the mean: a metric's numerical noise. */
  static final double RELATIVE_FLOOR = 1e-3;

  /** Least standard deviation of a series around zero. */
  static final double ABSOLUTE_FLOOR = 1e-9;

  private static final double MAD_TO_DEVIATION = 1.4826;

  private final double window;
  private double count;
  private double mean;
  private double variance;
  private double deviation = ABSOLUTE_FLOOR;

  Scale(double window) {
    this.window = window;
  }

  /**
   * Starts from the first {@code n} values: mean and variance after clipping by the median rule.
   */
  void start(double[] values, int n) {
    double[] sorted = Arrays.copyOf(values, n);
    Arrays.sort(sorted);
    double median = median(sorted);
    double[] distance = new double[n];
    for (int i = 0; i < n; i++) {
      distance[i] = Math.abs(values[i] - median);
    }
    Arrays.sort(distance);
    double limit = CLIP * MAD_TO_DEVIATION * median(distance);
    if (limit == 0) {
      // Half of the values are equal: judge the others by their typical distance.
      limit = CLIP * Arrays.stream(distance).average().orElse(0);
    }
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      sum += clip(values[i] - median, limit);
    }
    mean = median + sum / n;
    for (int i = 0; i < n; i++) {
      double d = clip(values[i] - mean, limit);
      squares += d * d;
    }
    variance = n > 1 ? squares / (n - 1) : 0;
    count = n;
    changed();
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    return n == 0 ? 0 : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  static double clip(double value, double limit) {
    return Math.max(-limit, Math.min(limit, value));
  }

  double count() {
    return count;
  }

  double mean() {
    return mean;
  }

  /** The least deviation of values of this size. */
  double floor() {
    return Math.max(ABSOLUTE_FLOOR, RELATIVE_FLOOR * Math.abs(mean));
  }

  double deviation() {
    return deviation;
  }

  private void changed() {
    deviation = Math.max(floor(), Math.sqrt(variance));
  }

  /** Follows values that have all moved by this much. */
  void move(double by) {
    mean += by;
    changed();
  }

  double z(double value) {
    return clip((value - mean) / deviation(), CAP);
  }

  void learn(double value, double weight) {
    count += weight;
    double rate = weight * Math.max(1 / window, 1 / count);
    double d = clip(value - mean, CLIP * deviation());
    mean += rate * d;
    variance += rate * (d * d - variance);
    changed();
  }

  /**
   * Takes a lasting change of level in: half of the memory is the old, half the new, and the age is
   * cut so that the old is soon forgotten.
   */
  void shift(double newMean, double newVariance, double newCount) {
    double half = (newMean - mean) / 2;
    mean += half;
    variance = (variance + newVariance) / 2 + half * half;
    count = Math.min(count, 2 * newCount);
    changed();
  }

  /** Starts anew from what is known elsewhere, to be corrected within so many points. */
  void restart(double newMean, double newDeviation, double newCount) {
    mean = newMean;
    variance = newDeviation * newDeviation;
    count = newCount;
    changed();
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(count);
    out.writeDouble(mean);
    out.writeDouble(variance);
  }

  void read(DataInput in) throws IOException {
    count = in.readDouble();
    mean = in.readDouble();
    variance = in.readDouble();
    changed();
  }
}
