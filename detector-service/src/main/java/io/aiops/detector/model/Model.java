package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a model has to do: judge a point, then learn it. One writer at a time. {@link #judge} leaves
 * its figures to be asked for until the next call; {@link #learn} takes up the point judged last.
 */
sealed interface Model permits SeriesModel, VectorModel, OverlayModel {

  /** Starts from a first handful of points: robust location and scale, no judgement. */
  void start(long[] timestamps, double[][] points, int count);

  /** Judges a point without learning it; NaN features are missing. */
  void judge(long timestampMillis, double[] point);

  /**
   * Learns the point judged last.
   *
   * @param weight 0..1, how much the point is to be trusted
   */
  void learn(double weight);

  /** Notes that there was a point which is neither judged nor learnt, so that periods go on. */
  default void pass(double[] point) {}

  /**
   * Learns an earlier point again, because people said that it was normal. What follows the course
   * of the series (its last value, runs, short means) stays as it is. The figures of the point are
   * there until the next call.
   */
  void teach(Taught taught);

  /**
   * Moves the level at once to where these points are. What was learnt of distances from it holds
   * for the new one; the spread of the points is taken up where they are enough to show one.
   *
   * @param timestamps ascending; the last one is that of the point learnt last
   * @param usual what was expected before; NaN where unknown
   */
  void settle(long[] timestamps, double[][] points, double[] usual);

  /** How abnormal the point is by itself: under 1 as usual, beyond 3 hardly ever seen. */
  double peak();

  /** How abnormal the last dozens of points are together, on the scale of {@link #peak}. */
  double slow();

  /** How far the point is from all that was seen, in widths of the usual range; 0 or more. */
  double novelty();

  /** The most deviating feature of the point. */
  int feature();

  /**
   * How far from calm the point and those just before it are, in standard deviations of the error.
   */
  double unrest();

  /** Signed distance from the expected value, in standard deviations of the error. */
  double error(int feature);

  /** What was expected. */
  double expected(int feature);

  /** The standard deviation of the error, in units of the feature. */
  double spread(int feature);

  /** The aspects of the point judged last that a forest looks at, in standard deviations. */
  void features(double[] into);

  /** Points learnt, less trusted ones by their weight. */
  double points();

  /** Why the last point got its figures. */
  Explanation explain();

  /** The type in use. */
  String type();

  /** Why it is in use, or an empty string. */
  String reason();

  void write(DataOutput out) throws IOException;

  /**
   * Reads what {@link #write} wrote.
   *
   * @param version of {@link StateCodec} that wrote it
   */
  void read(DataInput in, int version) throws IOException;

  long memoryBytes();
}
