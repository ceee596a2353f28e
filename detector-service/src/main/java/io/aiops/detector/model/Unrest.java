package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Aspects of a series that need more than a point to show: its short mean against the expected, and
 * its spread over the last hundred points, each against how it usually is.
 */
final class Unrest {

  /** Share of the newest point in the short mean. */
  private static final double SHORT = 0.025;

  /** Share of the newest point in the running spread. */
  private static final double LONG = 0.01;

  /** Points until the aspects have settled. */
  private static final int SETTLED = 20;

  /** Keeps the logarithm of no spread at all finite, in standard deviations. */
  private static final double LEAST_SPREAD = 1e-3;

  private static final double MOST = Math.log1p(Scale.CAP);

  private final Scale ofMean;
  private final Scale ofSpread;
  private final Surprise past = new Surprise(MOST);
  private double mean;
  private double center;
  private double spread;
  private double logSpread;
  private double zOfSpread;
  private double size;
  private long points;

  Unrest(double window) {
    ofMean = new Scale(window);
    ofSpread = new Scale(window);
  }

  /**
   * Takes a point in and judges the present.
   *
   * @param z value in standard deviations of its level
   * @param residual the same against its season
   */
  void judge(double z, double residual) {
    points++;
    mean += SHORT * (residual - mean);
    double d = z - center;
    center += LONG * d;
    spread += LONG * (d * d - spread);
    logSpread = Math.log(LEAST_SPREAD + Math.sqrt(spread));
    if (points <= SETTLED) {
      size = 0;
      zOfSpread = 0;
      return;
    }
    zOfSpread = Math.abs(ofSpread.z(logSpread));
    size = Math.log((1 + Math.abs(ofMean.z(mean))) * (1 + zOfSpread)) / 2;
  }

  /** Size and rarity of the unrest, on the scale of {@link Model#slow()}. */
  double slow() {
    return size + past.rarity(size);
  }

  /** Forgets the last points: the short figures start from what is usual. */
  void calm() {
    mean = 0;
    center = 0;
    spread = Math.exp(2 * ofSpread.mean());
  }

  /** The short mean of the residuals. */
  double mean() {
    return mean;
  }

  /** Usual range of such means. */
  double usualMeans() {
    return Novelty.RANGE * ofMean.deviation();
  }

  /** How unusual the spread is, in its own standard deviations. */
  double ofSpread() {
    return zOfSpread;
  }

  void learn(double weight) {
    ofMean.learn(mean, weight);
    ofSpread.learn(logSpread, weight);
    past.learn(size, weight);
  }

  /** Forgets how the series usually is. */
  void clear() {
    ofMean.restart(0, 0, 0);
    ofSpread.restart(0, 0, 0);
    past.clear();
    mean = 0;
    center = 0;
    spread = 0;
    points = 0;
  }

  void write(DataOutput out) throws IOException {
    ofMean.write(out);
    ofSpread.write(out);
    past.write(out);
    out.writeDouble(mean);
    out.writeDouble(center);
    out.writeDouble(spread);
    out.writeLong(points);
  }

  void read(DataInput in) throws IOException {
    ofMean.read(in);
    ofSpread.read(in);
    past.read(in);
    mean = in.readDouble();
    center = in.readDouble();
    spread = in.readDouble();
    points = in.readLong();
  }

  static long memoryBytes() {
    return Surprise.memoryBytes() + 200;
  }
}
