package io.aiops.ingest.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.aiops.ingest.source.Series;

/** Splits the points of a range into batches. */
public final class Batches {

  private Batches() {}

  /**
   * Batches that follow each other without a gap and cover {@code (from, to]}. They are split by
   * time, so that each holds all series of its range; an instant with more points than allowed is a
   * batch of its own.
   *
   * @param maxPoints points of one batch
   */
  public static List<Batch> split(
      long from, long to, List<Series> series, List<String> warnings, int maxPoints) {
    List<Batch> batches = new ArrayList<>();
    long start = from;
    for (long end : ends(from, to, series, maxPoints)) {
      List<Series> part = new ArrayList<>(series.size());
      for (Series one : series) {
        Series cut = one.within(start, end);
        if (cut.size() > 0) {
          part.add(cut);
        }
      }
      batches.add(new Batch(start, end, part, List.of(), warnings));
      start = end;
    }
    return batches;
  }

  private static List<Long> ends(long from, long to, List<Series> series, int maxPoints) {
    long points = series.stream().mapToLong(Series::size).sum();
    if (points <= maxPoints) {
      return List.of(to);
    }
    List<Long> ends = new ArrayList<>();
    long inBatch = 0;
    long last = from;
    for (Map.Entry<Long, int[]> instant : pointsPerInstant(from, to, series).entrySet()) {
      int count = instant.getValue()[0];
      if (inBatch > 0 && inBatch + count > maxPoints) {
        ends.add(last);
        inBatch = 0;
      }
      inBatch += count;
      last = instant.getKey();
    }
    ends.add(to);
    return ends;
  }

  private static Map<Long, int[]> pointsPerInstant(long from, long to, List<Series> series) {
    Map<Long, int[]> counts = new TreeMap<>();
    for (Series one : series) {
      for (int i = 0; i < one.size(); i++) {
        long time = one.timestamp(i);
        if (time > from && time <= to) {
          counts.computeIfAbsent(time, t -> new int[1])[0]++;
        }
      }
    }
    return counts;
  }
}
