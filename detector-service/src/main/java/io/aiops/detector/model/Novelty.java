package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How new a value of a series is, by itself and against its season, in widths of what is usual. */
final class Novelty {

  /** The usual range, that of a normal series of a thousand points, in standard deviations. */
  static final double RANGE = 6.5;

  /** Representatives of the values seen, and of their residuals. */
  private static final int COVERAGE = 128;

  /** Values this close are alike, in widths of the usual range. */
  private static final double ALIKE = 0.005;

  /** Novelty against the season counts this much of novelty of the value itself. */
  private static final double OF_SEASON = 0.15;

  /** Novelty under this over the number of points, in usual ranges, is that of a young series. */
  private static final double YOUNG = 30;

  /** The same for residuals of a season in use: the profile itself is uncertain at first. */
  private static final double YOUNG_SEASON = 100;

  /** Farthest novelty, in usual ranges: beyond it, further says nothing more. */
  private static final double FARTHEST = 1000;

  /** Points after which a value that did not come back is forgotten. */
  private static final int HORIZON = 20_000;

  private final Coverage values = new Coverage(COVERAGE, HORIZON);
  private final Coverage residuals = new Coverage(COVERAGE, HORIZON);

  /**
   * Novelty of a value.
   *
   * @param range usual range of values
   * @param points that are known
   */
  double ofValue(double value, double range, double points) {
    return mature(values.distance(value) / range, YOUNG / points);
  }

  /** Novelty of a distance from the season, alike. */
  double ofResidual(double residual, double range, double points) {
    double far = OF_SEASON * residuals.distance(residual) / range;
    double known = Math.min(points, residuals.age());
    return mature(far, YOUNG_SEASON / (known + 1));
  }

  /** Novelty that few points could not have shown is hardly any. */
  private static double mature(double novelty, double doubt) {
    double far = Math.min(FARTHEST, novelty);
    return far == 0 ? 0 : far * far / (far + doubt);
  }

  /** Residuals learnt since they were cleared. */
  int residuals() {
    return residuals.age();
  }

  void learnValue(double value, double range, double weight) {
    values.learn(value, ALIKE * range, weight);
  }

  void learnResidual(double residual, double range, double weight) {
    residuals.learn(residual, ALIKE * range, weight);
  }

  /** Learns a value that people called normal, with what lies around it. */
  void learnValueAround(double value, double spread) {
    values.learnAround(value, spread);
  }

  /** Learns a residual alike. */
  void learnResidualAround(double residual, double spread) {
    residuals.learnAround(residual, spread);
  }

  /** Follows residuals that have all moved by this much. */
  void moveResiduals(double by) {
    residuals.move(by);
  }

  void clearValues() {
    values.clear();
  }

  void clearResiduals() {
    residuals.clear();
  }

  void write(DataOutput out) throws IOException {
    values.write(out);
    residuals.write(out);
  }

  void read(DataInput in) throws IOException {
    values.read(in);
    residuals.read(in);
  }

  long memoryBytes() {
    return values.memoryBytes() + residuals.memoryBytes();
  }
}
