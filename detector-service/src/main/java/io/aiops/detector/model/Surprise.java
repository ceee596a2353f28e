package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How rare a surprise is among a series' own past ones: the conformal p-value (Vovk, Gammerman,
 * Shafer, 2005) from a histogram that forgets slowly.
 */
final class Surprise {

  private static final int BINS = 128;

  /** The largest surprise a model gives, log1p of the cap on z. */
  private static final double MOST = Math.log1p(Scale.CAP);

  private final float[] bins = new float[BINS];
  private double total;

  /** −log10 of the share of past surprises at least as large; 0 while nothing is known. */
  double rarity(double surprise) {
    double above = 0;
    for (int i = BINS - 1, from = bin(surprise); i >= from; i--) {
      above += bins[i];
    }
    return Math.log10((total + 1) / (above + 1));
  }

  void learn(double surprise, double weight) {
    bins[bin(surprise)] += (float) weight;
    total += weight;
  }

  private static int bin(double surprise) {
    return Math.max(0, Math.min(BINS - 1, (int) (surprise / MOST * BINS)));
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
