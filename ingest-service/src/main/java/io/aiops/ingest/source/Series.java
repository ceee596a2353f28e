package io.aiops.ingest.source;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** One labelled series: timestamps in epoch milliseconds, ascending, and as many values. */
public final class Series {

  /** The label that holds a metric's name. */
  public static final String NAME_LABEL = "__name__";

  private final Map<String, String> labels;
  private final long[] timestamps;
  private final double[] values;

  /** Takes the arrays over: the caller must not change them. */
  public Series(Map<String, String> labels, long[] timestamps, double[] values) {
    if (timestamps.length != values.length) {
      throw new IllegalArgumentException(
          "series has " + timestamps.length + " timestamps but " + values.length + " values");
    }
    this.labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    this.timestamps = timestamps;
    this.values = values;
  }

  /** Labels in the order of their names. */
  public Map<String, String> labels() {
    return labels;
  }

  /** Number of points. */
  public int size() {
    return timestamps.length;
  }

  /** Epoch milliseconds of a point. */
  public long timestamp(int index) {
    return timestamps[index];
  }

  /** Value of a point; NaN and infinities are possible. */
  public double value(int index) {
    return values[index];
  }

  /** The points with {@code after < timestamp <= upTo}. */
  public Series within(long after, long upTo) {
    int from = firstAfter(after);
    int to = firstAfter(upTo);
    return from == 0 && to == timestamps.length
        ? this
        : new Series(
            labels,
            Arrays.copyOfRange(timestamps, from, Math.max(from, to)),
            Arrays.copyOfRange(values, from, Math.max(from, to)));
  }

  /** The same points without the metric's name. */
  public Series unnamed() {
    if (!labels.containsKey(NAME_LABEL)) {
      return this;
    }
    Map<String, String> rest = new TreeMap<>(labels);
    rest.remove(NAME_LABEL);
    return new Series(rest, timestamps, values);
  }

  private int firstAfter(long time) {
    if (time == Long.MAX_VALUE) {
      return timestamps.length;
    }
    int found = Arrays.binarySearch(timestamps, time + 1);
    return found >= 0 ? found : -found - 1;
  }
}
