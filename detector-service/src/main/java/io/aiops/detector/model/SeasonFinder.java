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
    double power = 0;
    for (int i = 0; i < n; i++) {
      power += (values[i] - mean) * (values[i] - mean);
    }
    for (int lag = 1; lag <= most && power > 0; lag++) {
      double sum = 0;
      for (int i = lag; i < n; i++) {
        sum += (values[i] - mean) * (values[i - lag] - mean);
      }
      r[lag] = sum / power * n / (n - lag);
    }
    return r;
  }
}
