package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Notices that forecast errors have become lastingly smaller (Page, 1954; Hinkley, 1971) by the sum
 * of what their sizes stay under the long mean. Larger ones are what anomalies are made of.
 */
final class PageHinkley {

  /**
   * A mean smaller by up to this is none, in standard deviations; that of a normal error is 0.8.
   */
  private static final double TOLERANCE = 0.2;

  /**
   * Sum that tells a drift: a hundred points of a spread gone to nothing. Of independent normal
   * errors it comes once in e^50 points, of errors that resemble their neighbours far more often.
   */
  private static final double DRIFT = 50;

  /** Points until the mean is known. */
  private static final int KNOWN = 240;

  /** Memory of the mean, in points. */
  private static final double MEMORY = 20_000;

  private long points;
  private double mean;
  private double fall;

  /**
   * Learns the size of an error.
   *
   * @param size in standard deviations, 0 or more
   * @return whether there is a drift; {@link #again} waits for the next one
   */
  boolean learn(double size) {
    points++;
    mean += (size - mean) * Math.max(1 / MEMORY, 1.0 / points);
    if (points < KNOWN) {
      return false;
    }
    fall = Math.max(0, fall + mean - size - TOLERANCE);
    return fall > DRIFT;
  }

  /** Whether the mean size is known. */
  boolean known() {
    return points >= KNOWN;
  }

  /** The long mean of the size. */
  double mean() {
    return mean;
  }

  /** Waits for the next drift against the same mean. */
  void again() {
    fall = 0;
  }

  /** Forgets all, as for another model. */
  void clear() {
    points = 0;
    mean = 0;
    again();
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(points);
    out.writeDouble(mean);
    out.writeDouble(fall);
  }

  void read(DataInput in) throws IOException {
    points = in.readLong();
    mean = in.readDouble();
    fall = in.readDouble();
  }
}
