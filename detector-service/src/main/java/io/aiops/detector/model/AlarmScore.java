package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The onset score: an onset counts when it rises above the decaying ones before it; the threshold
 * is the level that such onsets pass as often as the alert budget allows.
 */
final class AlarmScore {

  /** Points in which an earlier onset falls to 1/e. */
  private static final double DECAY_POINTS = 200;

  private static final double KEEP = Math.exp(-1 / DECAY_POINTS);

  /** Onset, in widths of the usual range, that alarms while too little is known of the tail … */
  private static final double YOUNG = 2;

  /** … which is for this many points. */
  private static final double YOUNG_POINTS = 200;

  /** Onsets smaller than this never alarm: well within what a series does. */
  private static final double LEAST = 0.2;

  /** Onsets larger than this always alarm. */
  private static final double MOST = 5;

  private static final double REFERENCE = 1.0 / 9;
  private static final int STEP = 64;

  private final Tail tail = new Tail();
  private final double pointsPerWeek;
  private double budget;
  private double held;
  private double threshold = YOUNG;
  private long learnt;

  AlarmScore(double pointsPerWeek, double budget) {
    this.pointsPerWeek = pointsPerWeek;
    this.budget = budget;
  }

  /** The raw alarm of a point: its onset if it is above the decaying ones, else 0. */
  double judge(double onset) {
    held *= KEEP;
    if (onset <= held) {
      return 0;
    }
    held = onset;
    return onset;
  }

  void learn(double alarm, double weight) {
    tail.learn(alarm, weight);
    if (++learnt % STEP == 0) {
      fit();
    }
  }

  void budget(double perWeek) {
    budget = perWeek;
    fit();
  }

  private void fit() {
    double level = tail.level(budget / pointsPerWeek);
    double young = Math.max(0, 1 - tail.total() / YOUNG_POINTS);
    threshold = Math.min(MOST, Math.max(LEAST, Math.max(level, young * YOUNG)));
  }

  double threshold() {
    return squash(threshold);
  }

  /** Maps a raw alarm to 0..1, strictly rising: 1 width of the usual range to 0.9. */
  static double squash(double raw) {
    return raw / (raw + REFERENCE);
  }

  void write(DataOutput out) throws IOException {
    tail.write(out);
    out.writeDouble(held);
    out.writeDouble(threshold);
    out.writeLong(learnt);
    out.writeDouble(budget);
  }

  void read(DataInput in) throws IOException {
    tail.read(in);
    held = in.readDouble();
    threshold = in.readDouble();
    learnt = in.readLong();
    if (in.readDouble() != budget) {
      fit();
    }
  }

  static long memoryBytes() {
    return Tail.memoryBytes() + 72;
  }
}
