package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How rare a quantity of this size is among a series' own past ones: the conformal p-value (Vovk,
 * Gammerman, Shafer, 2005) from a histogram.
 */
final class Surprise {

  private static final int BINS = 256;
  private static final int BLOCK = 16;

  private final double binWidth;
  private final float[] bins = new float[BINS];
  private final float[] blocks = new float[BINS / BLOCK];
  private double total;

  /** For quantities from 0; those of {@code most} and above are taken as alike. */
  Surprise(double most) {
    binWidth = most / BINS;
  }

  /** −log10 of the share of past quantities at least as large; 0 while nothing is known. */
  double rarity(double quantity) {
    int from = bin(quantity);
    double above = 0;
    int i = from;
    for (; i < BINS && i % BLOCK != 0; i++) {
      above += bins[i];
    }
    for (int block = i / BLOCK; block < blocks.length; block++) {
      above += blocks[block];
    }
    return Math.log10((total + 1) / (above + 1));
  }

  void learn(double quantity, double weight) {
    int bin = bin(quantity);
    bins[bin] += (float) weight;
    blocks[bin / BLOCK] += (float) weight;
    total += weight;
  }

  /** Forgets all quantities. */
  void clear() {
    Arrays.fill(bins, 0);
    Arrays.fill(blocks, 0);
    total = 0;
  }

  private int bin(double quantity) {
    return Math.max(0, Math.min(BINS - 1, (int) (quantity / binWidth)));
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(total);
    Floats.write(out, bins, BINS);
    Floats.write(out, blocks, blocks.length);
  }

  void read(DataInput in) throws IOException {
    total = in.readDouble();
    Floats.read(in, bins, BINS);
    Floats.read(in, blocks, blocks.length);
  }

  static long memoryBytes() {
    return 4L * (BINS + BINS / BLOCK) + 80;
  }
}
