package io.aiops.detector.pull;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.aiops.detector.json.Labels;
import io.aiops.detector.scoring.Observations;

/** Points of many series, gathered from batches that follow each other. */
final class Gathered {

  private final Map<Labels, Column> columns = new LinkedHashMap<>();
  private long size;
  private long upTo = Long.MIN_VALUE;

  private static final class Column {
    private long[] times = new long[64];
    private double[] values = new double[64];
    private int count;

    void add(long time, double value) {
      if (count == times.length) {
        times = Arrays.copyOf(times, count * 2);
        values = Arrays.copyOf(values, count * 2);
      }
      times[count] = time;
      values[count++] = value;
    }
  }

  long size() {
    return size;
  }

  /** Adds the points that are not here yet: a batch comes again where it could not be stored. */
  void add(Observations observations) {
    for (Observations.Series series : observations.series()) {
      Column column = columns.computeIfAbsent(series.labels(), unknown -> new Column());
      for (int i = 0; i < series.times().length; i++) {
        if (series.times()[i] > upTo) {
          column.add(series.times()[i], series.values()[i]);
          size++;
        }
      }
    }
    upTo = Math.max(upTo, observations.to());
  }

  List<Observations.Series> series() {
    return columns.entrySet().stream()
        .filter(entry -> entry.getValue().count > 0)
        .map(
            entry ->
                new Observations.Series(
                    entry.getKey(),
                    Arrays.copyOf(entry.getValue().times, entry.getValue().count),
                    Arrays.copyOf(entry.getValue().values, entry.getValue().count)))
        .toList();
  }
}
