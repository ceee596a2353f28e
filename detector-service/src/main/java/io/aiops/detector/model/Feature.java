package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** One feature of a vector: its level, the values it has taken, and how it deviates now. */
final class Feature {

  /** Values are cut here, so that squares stay finite. */
  private static final double LARGEST = 1e100;

  private static final double LARGEST_COMPACT = 1e30;

  /** Representatives of the values seen. */
  private static final int COVERAGE = 48;

  /** Values this close are alike, in widths of the usual range. */
  private static final double ALIKE = 0.01;

  /** The usual range, 1% to 99% of a normal feature, in standard deviations. */
  private static final double RANGE = 4.65;

  /** Least standard deviation, relative to the range covered: what is hardly used is no scale. */
  private static final double RANGE_FLOOR = 0.001;

  /** Novelty under this over the number of points, in usual ranges, is that of a young feature. */
  private static final double YOUNG = 30;

  /**
   * Least width of a usual range, relative to the range covered: a spike among spikes is not new.
   */
  private static final double NOVELTY_FLOOR = 0.01;

  /** A usual range of novelty weighs as much as so many standard deviations … */
  private static final double OF_NOVELTY = 20;

  /** … up to this many. */
  private static final double MOST_NOVELTY = 60;

  /** Share of the deviation in an onset: what a feature never was says more than how far it is. */
  private static final double OF_DEVIATION = 0.25;

  /** Farthest novelty, in usual ranges. */
  private static final double FARTHEST = 1000;

  /** Share of the newest point in the running mean of z, and the weight of that beside |z|. */
  private static final double SLOW = 0.0015;

  private static final double OF_SLOW = 0.3;

  /** Points after which a value that did not come back is forgotten. */
  private static final int HORIZON = 5000;

  /**
   * Points in a row outside that make a new level; long, for one of many features alarms nobody.
   */
  private static final int RUN = 1000;

  private final Scale level;
  private final LevelShift shift = new LevelShift(RUN);
  private final Coverage values = new Coverage(COVERAGE, HORIZON);
  private double reference;
  private double unit = 1;
  private double slow;

  private double value;
  private double z;
  private double weight;
  private double onset;
  private double expected = Double.NaN;
  private double spread = Double.NaN;

  Feature(double window) {
    level = new Scale(window);
  }

  void start(double[] first, int count) {
    for (int i = 0; i < count; i++) {
      first[i] = Scale.clip(first[i], LARGEST);
    }
    level.start(first, count);
    reference = level.mean();
    unit = level.deviation();
    for (int i = 0; i < count; i++) {
      values.learn(compact(first[i]), ALIKE * RANGE, 1);
    }
  }

  private boolean known() {
    return level.count() >= 2;
  }

  private double compact(double raw) {
    return Scale.clip((raw - reference) / unit, LARGEST_COMPACT);
  }

  /** Judges a value; NaN is a missing one. */
  void judge(double raw) {
    value = Scale.clip(raw, LARGEST);
    z = 0;
    weight = 0;
    onset = 0;
    if (!known()) {
      return;
    }
    expected = level.mean();
    spread = Math.max(level.deviation(), RANGE_FLOOR * values.range() * unit);
    if (Double.isNaN(raw)) {
      return;
    }
    z = Scale.clip((value - expected) / spread, Scale.CAP);
    slow += SLOW * (z - slow);
    double deviation = Math.abs(z) + OF_SLOW * Math.abs(slow);
    double novelty = Math.min(MOST_NOVELTY, OF_NOVELTY * novelty());
    weight = deviation + novelty;
    onset = OF_DEVIATION * deviation + novelty;
  }

  private double novelty() {
    double usual = Math.max(RANGE * spread, NOVELTY_FLOOR * values.range() * unit);
    double far = Math.min(FARTHEST, values.distance(compact(value)) * unit / usual);
    return far == 0 ? 0 : far * far / (far + YOUNG / level.count());
  }

  void learn(double trust) {
    if (Double.isNaN(value)) {
      return;
    }
    if (level.count() == 0) {
      start(new double[] {value}, 1);
      return;
    }
    level.learn(value, trust);
    double tolerance = known() ? ALIKE * RANGE * spread / unit : 0;
    // The onset lives of what is new: an incident of less than a hundred points stays news.
    values.learn(compact(value), tolerance, trust * trust);
    if (shift.learn(value, z)) {
      level.shift(shift.mean(), shift.variance(), RUN);
      shift.clear();
    }
  }

  /** Learns an earlier value again; the running mean of z is of the last points only. */
  void teach(double raw, double trust) {
    double before = slow;
    judge(raw);
    slow = before;
    if (Double.isNaN(raw) || !known()) {
      return;
    }
    level.learn(value, trust);
    values.learn(compact(value), ALIKE * RANGE * spread / unit, 1);
  }

  /** Moves the level to the mean of the values; NaN is a missing one. */
  void settle(double[] raw) {
    double sum = 0;
    int n = 0;
    for (double one : raw) {
      if (!Double.isNaN(one)) {
        sum += Scale.clip(one, LARGEST);
        n++;
      }
    }
    if (n == 0 || !known()) {
      return;
    }
    level.move(sum / n - level.mean());
    shift.clear();
    slow = 0;
  }

  double z() {
    return z;
  }

  /** How much the feature deviates, all aspects together, in standard deviations. */
  double weight() {
    return weight;
  }

  /** The same with more weight on the value being new. */
  double onset() {
    return onset;
  }

  double expected() {
    return expected;
  }

  double spread() {
    return spread;
  }

  void write(DataOutput out) throws IOException {
    level.write(out);
    shift.write(out);
    values.write(out);
    out.writeDouble(reference);
    out.writeDouble(unit);
    out.writeDouble(slow);
  }

  void read(DataInput in) throws IOException {
    level.read(in);
    shift.read(in);
    values.read(in);
    reference = in.readDouble();
    unit = in.readDouble();
    slow = in.readDouble();
  }

  long memoryBytes() {
    return values.memoryBytes() + 240;
  }
}
