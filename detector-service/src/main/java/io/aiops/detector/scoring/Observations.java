package io.aiops.detector.scoring;

import java.util.List;

import io.aiops.detector.json.Labels;

/**
 * What a source said about a range of time, {@code (from, to]} in epoch milliseconds.
 *
 * @param series one per entity
 * @param streams lines, where the source is one of logs
 */
public record Observations(long from, long to, List<Series> series, List<Stream> streams) {

  /**
   * Points of one entity.
   *
   * @param times epoch milliseconds, ascending
   * @param values NaN is missing
   */
  @SuppressWarnings("ArrayRecordComponent") // columns without boxing, never compared
  public record Series(Labels labels, long[] times, double[] values) {}

  /**
   * Lines of one labelled stream.
   *
   * @param times epoch milliseconds, ascending, possibly equal
   */
  @SuppressWarnings("ArrayRecordComponent") // columns without boxing, never compared
  public record Stream(Labels labels, long[] times, List<String> lines) {
    public Stream {
      lines = List.copyOf(lines);
    }
  }

  /** Points and lines in all. */
  public int points() {
    return series.stream().mapToInt(one -> one.times().length).sum()
        + streams.stream().mapToInt(one -> one.times().length).sum();
  }
}
