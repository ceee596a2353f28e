package io.aiops.detector.scoring;

import io.aiops.detector.anomaly.Severity;

/**
 * The outcome of one point.
 *
 * @param late whether it was not after the entity's last point, and so changed nothing
 * @param ready whether the warm-up was over
 * @param severity of this point; null unless inside an anomaly
 * @param deviation signed distance from the expected value, in half-widths of the band
 * @param feature the one that the figures are about
 * @param expected NaN while unknown, as are the edges of the band
 */
record Judgement(
    boolean late,
    boolean ready,
    boolean anomaly,
    double score,
    double alarmScore,
    Severity severity,
    double deviation,
    int feature,
    double expected,
    double lower,
    double upper) {

  /** Of a point that changed nothing. */
  static Judgement tooLate(boolean ready, boolean inside) {
    return new Judgement(true, ready, inside, 0, 0, null, 0, 0, Double.NaN, Double.NaN, Double.NaN);
  }
}
