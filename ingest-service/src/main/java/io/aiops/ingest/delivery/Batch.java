package io.aiops.ingest.delivery;

import java.util.List;

import io.aiops.ingest.source.LogStream;
import io.aiops.ingest.source.Series;

/**
 * The points or the lines of a range {@code (from, to]}, epoch milliseconds; possibly none.
 *
 * @param streams lines, for a pull of those
 * @param warnings what the source had to say
 */
public record Batch(
    long from, long to, List<Series> series, List<LogStream> streams, List<String> warnings) {

  public Batch {
    if (to <= from) {
      throw new IllegalArgumentException("a batch from " + from + " cannot end at " + to);
    }
    series = List.copyOf(series);
    streams = List.copyOf(streams);
    warnings = List.copyOf(warnings);
  }

  /** Number of points over all series, or of lines over all streams. */
  public long points() {
    return series.stream().mapToLong(Series::size).sum()
        + streams.stream().mapToLong(stream -> stream.lines().size()).sum();
  }
}
