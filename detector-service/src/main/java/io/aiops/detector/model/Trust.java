package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How far the members of an ensemble are to be trusted on this entity. Nobody says what was an
 * anomaly; but an alarm that no other member shares is mostly false, and one that all others raise
 * is mostly missed by who stays silent. So a member loses by its distance from the median of all,
 * at points where somebody is alarmed, and its weight falls exponentially with its mean loss
 * (Hedge; Freund, Schapire, 1997).
 */
final class Trust {

  /** Peaks from here on say that something is unusual; the loss is counted then. */
  private static final double UNUSUAL = 1.5;

  /** Disputed points over which the losses are averaged. */
  private static final double MEMORY = 200;

  /** Disputed points by which half of a difference is believed. */
  private static final double YOUNG = 10;

  /** One unit of mean loss, which is about one decade of rarity, divides the weight by e². */
  private static final double RATE = 2;

  private final double[] loss;
  private final double[] weights;
  private final double[] sorted;
  private double disputes;

  Trust(int members) {
    loss = new double[members];
    weights = new double[members];
    sorted = new double[members];
    weigh();
  }

  /** The weight of a member; all together 1. */
  double of(int member) {
    return weights[member];
  }

  /** The most trusted member. */
  int first() {
    int best = 0;
    for (int i = 1; i < weights.length; i++) {
      best = weights[i] > weights[best] ? i : best;
    }
    return best;
  }

  /** Learns from what the members said of a point. */
  void learn(double[] peaks) {
    System.arraycopy(peaks, 0, sorted, 0, peaks.length);
    Arrays.sort(sorted);
    int n = sorted.length;
    if (sorted[n - 1] < UNUSUAL) {
      return;
    }
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    disputes++;
    double rate = Math.max(1 / MEMORY, 1 / disputes);
    for (int i = 0; i < n; i++) {
      loss[i] += rate * (Math.abs(peaks[i] - median) - loss[i]);
    }
    weigh();
  }

  private void weigh() {
    double believed = disputes / (disputes + YOUNG);
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp(-RATE * believed * loss[i]);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(disputes);
    for (double value : loss) {
      out.writeDouble(value);
    }
  }

  void read(DataInput in) throws IOException {
    disputes = in.readDouble();
    for (int i = 0; i < loss.length; i++) {
      loss[i] = in.readDouble();
    }
    weigh();
  }

  long memoryBytes() {
    return 24L * loss.length + 120;
  }
}
