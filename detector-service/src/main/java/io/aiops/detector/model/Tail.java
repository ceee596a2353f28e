package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The distribution of a positive quantity with a heavy tail, as a histogram of logarithms that
 * forgets exponentially. Gives how often a size was reached, and the size that is reached as rarely
 * as wanted: beyond what was seen by an exponential excess of the logarithm (a Pareto tail;
 * Pickands 1975; Siffer et al. 2017).
 */
final class Tail {

  private static final int BINS = 192;
  private static final int BLOCK = 16;
  private static final int PER_OCTAVE = 8;
  private static final int LOWEST_OCTAVE = -14;

  /** The excess is measured over the level that this many values have passed. */
  private static final double PEAKS = 15;

  /** The shrinking of the past is done by growing the weight of the present, up to here. */
  private static final float LARGEST_UNIT = 1e6f;

  private static final double LOG_TWO = Math.log(2);

  private final double growth;
  private final float[] bins = new float[BINS];
  private final float[] blocks = new float[BINS / BLOCK];
  private float unit = 1;
  private double points;

  /** Remembers about {@code memory} points. */
  Tail(double memory) {
    growth = Math.exp(1 / memory);
  }

  /** Counts a point; most have no value, 0. */
  void learn(double value, double weight) {
    unit *= (float) growth;
    points = points / growth + weight;
    if (value > 0) {
      int bin = bin(value);
      bins[bin] += (float) (weight * unit);
      blocks[bin / BLOCK] += (float) (weight * unit);
    }
    if (unit > LARGEST_UNIT) {
      for (int i = 0; i < BINS; i++) {
        bins[i] /= unit;
      }
      for (int i = 0; i < blocks.length; i++) {
        blocks[i] /= unit;
      }
      unit = 1;
    }
  }

  /** Points remembered, less trusted ones by their weight. */
  double points() {
    return points;
  }

  /** How many of the remembered values were at least as large. */
  double reached(double value) {
    int i = bin(value);
    double above = 0;
    for (; i < BINS && i % BLOCK != 0; i++) {
      above += bins[i];
    }
    for (int block = i / BLOCK; block < blocks.length; block++) {
      above += blocks[block];
    }
    return above / unit;
  }

  /**
   * The value reached by a share of the points; may be rarer than one of all that were seen.
   *
   * @param share of the points, above 0
   */
  double level(double share) {
    double allowed = share * points;
    double wanted = Math.max(PEAKS, allowed);
    double above = 0;
    double excess = 0;
    int i = BINS - 1;
    for (; i > 0 && above + bins[i] / unit < wanted; i--) {
      double count = bins[i] / unit;
      above += count;
      excess += count * (i + 0.5);
    }
    double edge = i + 1.0;
    if (above <= allowed || above == 0) {
      return value(edge);
    }
    return value(edge + (excess / above - edge) * Math.log(above / allowed));
  }

  private static int bin(double value) {
    double octaves = Math.log(value) / LOG_TWO - LOWEST_OCTAVE;
    return Math.max(0, Math.min(BINS - 1, (int) (octaves * PER_OCTAVE)));
  }

  private static double value(double bin) {
    return Math.pow(2, Math.min(BINS, bin) / PER_OCTAVE + LOWEST_OCTAVE);
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(points);
    out.writeFloat(unit);
    Floats.write(out, bins, BINS);
    Floats.write(out, blocks, blocks.length);
  }

  void read(DataInput in) throws IOException {
    points = in.readDouble();
    unit = in.readFloat();
    Floats.read(in, bins, BINS);
    Floats.read(in, blocks, blocks.length);
  }

  static long memoryBytes() {
    return 4L * (BINS + BINS / BLOCK) + 96;
  }
}
