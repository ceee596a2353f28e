package io.aiops.detector.scoring;

import java.util.Arrays;

/** Percentiles of the latest durations. */
final class LatencyWindow {

  private static final int SIZE = 512;

  private final float[] millis = new float[SIZE];
  private long count;

  synchronized void add(double milliseconds) {
    millis[(int) (count++ % SIZE)] = (float) milliseconds;
  }

  /** Milliseconds; null while there is nothing to tell. */
  synchronized Percentiles percentiles() {
    int size = (int) Math.min(count, SIZE);
    if (size == 0) {
      return new Percentiles(null, null);
    }
    float[] sorted = Arrays.copyOf(millis, size);
    Arrays.sort(sorted);
    return new Percentiles(at(sorted, 0.5), at(sorted, 0.99));
  }

  private static Double at(float[] sorted, double share) {
    double value = sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    return Math.round(value * 10_000) / 10_000.0;
  }

  /** Milliseconds per point. */
  record Percentiles(Double p50, Double p99) {}
}
