package io.aiops.detector.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes weights into shares of 1. */
final class Shares {

  private Shares() {}

  /** Positive weights only, largest first; all equal weights of zero share alike. */
  static Explanation of(List<String> names, double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    List<Contribution> parts = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      double share = sum > 0 ? weights[i] / sum : 1.0 / weights.length;
      if (share > 0) {
        parts.add(new Contribution(names.get(i), share));
      }
    }
    parts.sort(Comparator.comparingDouble(Contribution::share).reversed());
    return new Explanation(parts);
  }
}
