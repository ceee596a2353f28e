package io.aiops.ingest.source;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a source answered.
 *
 * @param series labels are unique among them
 * @param warnings what the source or this service had to say about it
 * @param partial the source says that a part of the data is missing
 * @param sourceTime the source's own clock when it answered, epoch milliseconds, where it said so
 */
public record SeriesAnswer(
    List<Series> series, List<String> warnings, boolean partial, OptionalLong sourceTime) {

  public SeriesAnswer {
    series = List.copyOf(series);
    warnings = List.copyOf(warnings);
  }

  /** Number of points over all series. */
  public long points() {
    return series.stream().mapToLong(Series::size).sum();
  }

  /** True when the series come from several metrics, so that only their names tell them apart. */
  public boolean severalNames() {
    Set<String> names = new HashSet<>();
    for (Series one : series) {
      names.add(Objects.requireNonNullElse(one.labels().get(Series.NAME_LABEL), ""));
    }
    return names.size() > 1;
  }
}
