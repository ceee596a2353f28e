package io.aiops.detector.model;

/**
 * Random numbers without a memory: the same seed and place give the same number, so that nothing
 * random has to be saved with a state (the finaliser of SplitMix64; Steele, Lea, Flood, 2014).
 */
final class Mix {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final double TO_UNIT = 0x1p-53;

  private Mix() {}

  /** A number from all 64 bits. */
  static long bits(long seed, long place) {
    long z = seed + GOLDEN * (place + 1);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** A number in 0..1, 1 excluded. */
  static double unit(long seed, long place) {
    return (bits(seed, place) >>> 11) * TO_UNIT;
  }

  /** A whole number from 0, {@code bound} excluded. */
  static int below(int bound, long seed, long place) {
    return (int) (unit(seed, place) * bound);
  }
}
