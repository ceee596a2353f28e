package io.aiops.ingest.source;

/**
 * Instants of a query, epoch milliseconds: {@code start}, {@code start + step}, … up to and
 * including {@code end}.
 */
public record Range(long start, long end, long step) {

  public Range {
    if (step <= 0) {
      throw new IllegalArgumentException("step of a range must be positive, not " + step);
    }
    if (end < start) {
      throw new IllegalArgumentException("range ends at " + end + ", before its start " + start);
    }
  }

  /** Number of instants. */
  public long steps() {
    return (end - start) / step + 1;
  }
}
