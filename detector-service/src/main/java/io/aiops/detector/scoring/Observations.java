package io.aiops.detector.scoring;

import java.util.List;

import io.aiops.detector.json.Labels;

/**
 * What a source said about a range of time, {@code (from, to]} in epoch milliseconds.
 *
 * @param series one per entity
 */
public record Observations(long from, long to, List<Series> series) {

  /**
   * Points of one entity.
   *
   * @param times epoch milliseconds, ascending
   * @param values NaN is missing
   */
  @SuppressWarnings("ArrayRecordComponent") // columns without boxing, never compared
  public record Series(Labels labels, long[] times, double[] values) {}

  public int points() {
    return series.stream().mapToInt(one -> one.times().length).sum();
  }
}
