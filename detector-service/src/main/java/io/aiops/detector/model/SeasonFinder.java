package io.aiops.detector.model;

/** Finds the period of a series, in points, by its autocorrelation (Box, Jenkins, 1970). */
final class SeasonFinder {

  /** Longest period that is looked for, in points: a day of 5 minute points has 288. */
  static final int LONGEST = 512;

  private static final int SHORTEST = 4;

  /** Least autocorrelation of a season; noise of 100 points reaches 0.3 once in 400 lags. */
  private static final double LEAST = 0.35;

  /** A shorter lag is preferred when it is about as good as the best: multiples correlate too. */
  private static final double AS_GOOD = 0.9;

  /** Lags that are summed at once, so that no addition waits for the one before. */
  private static final int TOGETHER = 4;

  private SeasonFinder() {}

  /** The period in points, or 0 if there is none. At least three periods must be in the values. */
  static int find(float[] values, int n) {
    double mean = 0;
    for (int i = 0; i < n; i++) {
      mean += values[i];
    }
    mean /= n;
    int most = Math.min(LONGEST, n / 3);
    double[] r = correlations(values, n, mean, most + 1);
    int lag = 1;
    while (lag <= most && r[lag] > 0) {
      lag++; // The first fall through zero: until there a value resembles itself.
    }
    double best = 0;
    for (int i = Math.max(lag, SHORTEST); i <= most; i++) {
      best = Math.max(best, r[i]);
    }
    if (best < LEAST) {
      return 0;
    }
    for (int i = Math.max(lag, SHORTEST); i <= most; i++) {
      if (r[i] >= AS_GOOD * best && r[i] >= r[i - 1] && r[i] >= r[i + 1]) {
        return i;
      }
    }
    return 0;
  }

  private static double[] correlations(float[] values, int n, double mean, int most) {
    double[] r = new double[most + 1];
    double[] centered = new double[n];
    double power = 0;
    for (int i = 0; i < n; i++) {
      centered[i] = values[i] - mean;
      power += centered[i] * centered[i];
    }
    if (power == 0) {
      return r;
    }
    for (int lag = 1; lag <= most; lag += TOGETHER) {
      double[] sums = products(centered, lag);
      for (int k = 0; k < TOGETHER && lag + k <= most; k++) {
        r[lag + k] = sums[k] / power * n / (n - lag - k);
      }
    }
    return r;
  }

  /** Sums of products of values that are {@code lag} points apart, and one, two, three more. */
  private static double[] products(double[] values, int lag) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    for (int i = lag + TOGETHER - 1; i < values.length; i++) {
      double value = values[i];
      first += value * values[i - lag];
      second += value * values[i - lag - 1];
      third += value * values[i - lag - 2];
      fourth += value * values[i - lag - 3];
    }
    for (int i = lag; i < Math.min(lag + TOGETHER - 1, values.length); i++) {
      double value = values[i];
      first += value * values[i - lag];
      second += i > lag ? value * values[i - lag - 1] : 0;
      third += i > lag + 1 ? value * values[i - lag - 2] : 0;
    }
    return new double[] {first, second, third, fourth};
  }
}
