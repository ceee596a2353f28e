package io.aiops.ingest.delivery;

import java.util.List;

import io.aiops.ingest.source.Series;

/**
 * The points of a range {@code (from, to]}, epoch milliseconds; possibly none.
 *
 * @param warnings what the source had to say
 */
public record Batch(long from, long to, List<Series> series, List<String> warnings) {

  public Batch {
    if (to <= from) {
      throw new IllegalArgumentException("a batch from " + from + " cannot end at " + to);
    }
    series = List.copyOf(series);
    warnings = List.copyOf(warnings);
  }

  /** Number of points over all series. */
  public long points() {
    return series.stream().mapToLong(Series::size).sum();
  }
}
