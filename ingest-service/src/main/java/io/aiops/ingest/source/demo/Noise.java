package io.aiops.ingest.source.demo;

/**
 * Noise that is a function of place and time: the same seed, stream and second always give the same
 * value. Mixing is that of SplitMix64 (Steele, Lea, Flood, 2014).
 */
record Noise(long seed) {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double TO_UNIT = 0x1p-53;

  /** Seconds between the knots of {@link #slow}. */
  private static final long KNOT_SECONDS = 20;

  /** Uniform, 0 to 1. */
  double uniform(long stream, long index) {
    return (mix(mix(seed + GOLDEN * stream) + GOLDEN * index) >>> 11) * TO_UNIT;
  }

  /** A whole number from 0 to below {@code bound}. */
  int below(int bound, long stream, long index) {
    return (int) (uniform(stream, index) * bound);
  }

  /** About normal with mean 0 and deviation 1, never beyond 3.5: the sum of four uniform ones. */
  double bell(long stream, long second) {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += uniform(stream, 4 * second + i);
    }
    return (sum - 2) * Math.sqrt(3);
  }

  /** Like {@link #bell}, but wanders within some {@value #KNOT_SECONDS} s instead of jumping. */
  double slow(long stream, long second) {
    long knot = Math.floorDiv(second, KNOT_SECONDS);
    double share = (double) Math.floorMod(second, KNOT_SECONDS) / KNOT_SECONDS;
    double smooth = share * share * (3 - 2 * share);
    return bell(~stream, knot) * (1 - smooth) + bell(~stream, knot + 1) * smooth;
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
