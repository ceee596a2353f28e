package io.aiops.detector.model;

/**
 * The judgement on one point.
 *
 * @param score 0..1, the state: how abnormal it is now
 * @param alarmScore 0..1, the onset: how strongly this point calls for opening an anomaly
 * @param deviation distance of the most deviating feature from its expected value, signed, in
 *     half-widths of its band: beyond 1 in size means outside the band
 * @param feature index of the most deviating feature
 * @param warmingUp true while too little is known; then all figures are 0
 */
public record Score(
    double score, double alarmScore, double deviation, int feature, boolean warmingUp) {

  static Score warming() {
    return new Score(0, 0, 0, 0, true);
  }
}
