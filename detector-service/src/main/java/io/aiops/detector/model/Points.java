package io.aiops.detector.model;

/** What points have in common, whatever model takes them. */
final class Points {

  private Points() {}

  /** Whether no feature has a value. */
  static boolean empty(double[] point) {
    for (double value : point) {
      if (!Double.isNaN(value)) {
        return false;
      }
    }
    return true;
  }
}
