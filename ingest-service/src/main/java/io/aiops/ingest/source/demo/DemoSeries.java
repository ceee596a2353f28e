package io.aiops.ingest.source.demo;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

import io.aiops.ingest.source.Range;
import io.aiops.ingest.source.Series;

/** One series of the shop: its labels, and its values at any time. */
final class DemoSeries {

  private static final long MILLIS = 1_000;

  private final Map<String, String> labels;
  private final Signal signal;

  /** Last start of a counter up to a second; null for a gauge. */
  private final LongUnaryOperator startOf;

  private DemoSeries(
      String name, Map<String, String> labels, Signal signal, LongUnaryOperator startOf) {
    Map<String, String> all = new TreeMap<>(labels);
    all.put(Series.NAME_LABEL, name);
    this.labels = Collections.unmodifiableMap(all);
    this.signal = signal;
    this.startOf = startOf;
  }

  /** A series that is read as it is. */
  static DemoSeries gauge(String name, Map<String, String> labels, Signal level) {
    return new DemoSeries(name, labels, level, null);
  }

  /** A series that adds up what happens each second, from each start anew. */
  static DemoSeries counter(
      String name, Map<String, String> labels, Signal perSecond, LongUnaryOperator startOf) {
    return new DemoSeries(name, labels, perSecond, startOf);
  }

  /** Labels with the metric's name. */
  Map<String, String> labels() {
    return labels;
  }

  /** The value at each instant of a range. */
  double[] values(Range range) {
    double[] values = new double[Math.toIntExact(range.steps())];
    Sum sum = new Sum();
    for (int i = 0; i < values.length; i++) {
      long second = Math.floorDiv(range.start() + i * range.step(), MILLIS);
      values[i] = startOf == null ? signal.at(second) : sum.upTo(second);
    }
    return values;
  }

  /**
   * Adds always from the start of the life on, in the same order, so that a value does not depend
   * on the range that it is asked in; goes on where it was while the life is the same.
   */
  private final class Sum {

    private long start = Long.MIN_VALUE;
    private long at;
    private double total;

    double upTo(long second) {
      long life = startOf.applyAsLong(second);
      if (life != start) {
        start = life;
        at = life - Restarts.OVERLAP_SECONDS;
        total = 0;
      }
      while (at < second) {
        total += signal.at(++at);
      }
      return Math.floor(total);
    }
  }
}
