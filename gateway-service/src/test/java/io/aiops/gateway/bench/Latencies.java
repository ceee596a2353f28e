package io.aiops.gateway.bench;

import java.util.Arrays;
import java.util.Locale;

/** Durations in nanoseconds, written by one thread. */
final class Latencies {

  private long[] values = new long[1 << 16];
  private int count;

  synchronized void record(long nanos) {
    if (count == values.length) {
      values = Arrays.copyOf(values, count * 2);
    }
    values[count++] = nanos;
  }

  /** p50 and p99 in milliseconds. */
  synchronized String summary() {
    return String.format(Locale.ROOT, "p50 %.2f ms, p99 %.2f ms", millis(0.5), millis(0.99));
  }

  synchronized double millis(double quantile) {
    long[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return count == 0 ? Double.NaN : sorted[(int) (quantile * (count - 1))] / 1e6;
  }
}
