package io.aiops.detector.scoring;

import java.util.Arrays;

import io.aiops.detector.json.Labels;

/**
 * Points of one entity, in columns.
 *
 * @param single whether they were sent as one point rather than as columns
 * @param times epoch milliseconds; {@link #NO_TIME} where none was sent
 * @param values {@code dimensions} numbers per point, one point after the other; NaN is missing
 */
@SuppressWarnings("ArrayRecordComponent") // columns without boxing, never compared
record PointBatch(Labels entity, boolean single, int dimensions, long[] times, double[] values) {

  static final long NO_TIME = Long.MIN_VALUE;

  int size() {
    return times.length;
  }

  /** Copies a point into an array of {@code dimensions} numbers. */
  void copy(int index, double[] into) {
    System.arraycopy(values, index * dimensions, into, 0, dimensions);
  }

  boolean timed() {
    return Arrays.stream(times).noneMatch(time -> time == NO_TIME);
  }
}
