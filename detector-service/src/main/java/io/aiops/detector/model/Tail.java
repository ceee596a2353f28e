package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The upper tail of a positive quantity, for levels that are passed as rarely as an alert budget
 * says: peaks over a threshold with an exponential excess in the logarithm (a Pareto tail; Pickands
 * 1975, Siffer et al. 2017), kept as a histogram of logarithms that is small and order-free.
 */
final class Tail {

  private static final int BINS = 160;
  private static final int PER_OCTAVE = 8;
  private static final int LOWEST_OCTAVE = -12;

  /** The excess is measured over the level that this many peaks have passed. */
  private static final double PEAKS = 20;

  private final float[] bins = new float[BINS];
  private double total;

  double total() {
    return total;
  }

  void learn(double value, double weight) {
    bins[bin(value)] += (float) weight;
    total += weight;
  }

  /**
   * The level passed by a share of the values.
   *
   * @param share 0..1, may be far below 1/total
   */
  double level(double share) {
    double wanted = Math.max(PEAKS, share * total);
    double above = 0;
    double excess = 0;
    int i = BINS - 1;
    for (; i > 0 && above + bins[i] < wanted; i--) {
      above += bins[i];
      excess += bins[i] * (i + 0.5);
    }
    double edge = i + 1.0;
    if (above <= share * total || above == 0) {
      return value(edge);
    }
    double mean = Math.max(0, excess / above - edge);
    return value(edge + mean * Math.log(above / (share * total)));
  }

  private static int bin(double value) {
    if (!(value > 0)) {
      return 0;
    }
    double octaves = Math.log(value) / Math.log(2) - LOWEST_OCTAVE;
    return Math.max(0, Math.min(BINS - 1, (int) (octaves * PER_OCTAVE)));
  }

  private static double value(double bin) {
    return Math.pow(2, bin / PER_OCTAVE + LOWEST_OCTAVE);
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(total);
    Floats.write(out, bins, BINS);
  }

  void read(DataInput in) throws IOException {
    total = in.readDouble();
    Floats.read(in, bins, BINS);
  }

  static long memoryBytes() {
    return 4L * BINS + 40;
  }
}
