package io.aiops.detector.model;

import java.util.ArrayList;
import java.util.List;

/**
 * An earlier point that is learnt again.
 *
 * @param time epoch milliseconds
 * @param agoMillis how long before the point that was learnt last it was
 * @param before the point before it
 * @param usual what was expected when the anomaly that it is of began, which it had not moved yet;
 *     NaN where unknown
 * @param weight 0..1, what was missing of the trust in it
 */
@SuppressWarnings("ArrayRecordComponent") // points without boxing, never compared
record Taught(
    long time, long agoMillis, double[] before, double[] point, double[] usual, double weight) {

  /**
   * Those of some points that have a value.
   *
   * @param lastMillis time of the point that was learnt last
   */
  static List<Taught> of(
      long[] timestamps, double[][] points, double[] usual, long lastMillis, double weight) {
    List<Taught> taught = new ArrayList<>();
    double[] before = null;
    for (int i = 0; i < points.length; i++) {
      if (!Points.empty(points[i])) {
        double[] last = before == null ? points[i] : before;
        long ago = lastMillis - timestamps[i];
        taught.add(new Taught(timestamps[i], ago, last, points[i], usual, weight));
        before = points[i];
      }
    }
    return taught;
  }
}
