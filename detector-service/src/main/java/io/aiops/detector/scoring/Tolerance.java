package io.aiops.detector.scoring;

/**
 * What is not to alarm although it is unusual, because people said so of an anomaly like it.
 *
 * @param anomalyId the anomaly that they said it of
 * @param kind class of the anomaly: {@code deviation} or {@code absence}
 * @param direction {@code above} or {@code below}; empty for an absence, and for what alarmed
 *     inside the band, where the direction says nothing
 * @param feature index of the one that deviated; -1 for an absence
 * @param size of a deviation in half-widths of the band, at least 1; of an absence in points
 * @param since time of the entity's last point when it was said, epoch milliseconds
 */
record Tolerance(
    String anomalyId, String kind, String direction, int feature, double size, long since) {

  static final String DEVIATION = "deviation";
  static final String ABSENCE = "absence";

  /** Whatever is up to so many times as large resembles it: a quarter more, far from twice. */
  static final double RESEMBLES = 1.25;

  /** Sizes below this are those of what alarmed inside the band. */
  static final double INSIDE_BAND = 1;

  /** The largest size that is tolerated. */
  double upTo() {
    return size * RESEMBLES;
  }

  /**
   * @param deviation signed, in half-widths of the band
   */
  boolean covers(int ofFeature, double deviation) {
    return kind.equals(DEVIATION)
        && feature == ofFeature
        && Math.abs(deviation) <= upTo()
        && (direction.isEmpty() || direction.equals(direction(deviation)));
  }

  /** Whether so many missing points in a row are tolerated. */
  boolean coversAbsence(long points) {
    return kind.equals(ABSENCE) && points <= upTo();
  }

  static String direction(double deviation) {
    return deviation < 0 ? "below" : "above";
  }
}
