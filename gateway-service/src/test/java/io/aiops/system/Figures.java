package io.aiops.system;

import java.util.Arrays;

/** What was measured several times. */
final class Figures {

  private final double[] sorted;

  Figures(double... values) {
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  double least() {
    return sorted[0];
  }

  double median() {
    return quantile(0.5);
  }

  double most() {
    return sorted[sorted.length - 1];
  }

  /** The least value that so large a part of them does not exceed. */
  double quantile(double part) {
    return sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
  }

  /** How many do not exceed this. */
  long within(double most) {
    return Arrays.stream(sorted).filter(value -> value <= most).count();
  }
}
