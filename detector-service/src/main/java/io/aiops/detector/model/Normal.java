package io.aiops.detector.model;

/** The standard normal distribution. */
final class Normal {

  private static final double[] A = {2.515517, 0.802853, 0.010328};
  private static final double[] B = {1.432788, 0.189269, 0.001308};

  private Normal() {}

  /**
   * The quantile of a probability in 0.5..1, within 4.5e-4 (Hastings, Approximations for Digital
   * Computers, 1955; Abramowitz and Stegun 26.2.23).
   */
  static double quantile(double p) {
    double t = Math.sqrt(-2 * Math.log(Math.max(1e-300, 1 - p)));
    return t - (A[0] + t * (A[1] + t * A[2])) / (1 + t * (B[0] + t * (B[1] + t * B[2])));
  }
}
