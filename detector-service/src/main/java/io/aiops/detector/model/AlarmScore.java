package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The onset score. An onset counts when it rises above the decaying ones just before it, and less
 * the more often the entity had one as large; the threshold is the level that such onsets pass as
 * often as the alert budget allows.
 */
final class AlarmScore {

  /** Points in which an onset stops covering smaller ones after it, to 1/e. */
  private static final double DECAY_POINTS = 50;

  /** Points in which earlier onsets are forgotten, to 1/e. */
  private static final double REPEAT_POINTS = 4000;

  /** Points in which the distribution behind the threshold is forgotten, to 1/e. */
  private static final double TAIL_POINTS = 5000;

  /** Share of the points whose onset tells how loud a restless entity is. */
  private static final double LOUD = 0.008;

  /** Points by which that counts as much as what is usual among all restless entities. */
  private static final double LOUD_POINTS = 10_000;

  /** Onset, in widths of the usual range, that alarms an entity that is only just known … */
  private static final double YOUNG = 0.17;

  /** … and how many points this takes to fade. */
  private static final double YOUNG_POINTS = 500;

  /** Smaller onsets never alarm at a budget of one a week. */
  private static final double LEAST = 0.001;

  /** The sure and the least onset grow with this power of what the budget falls by. */
  private static final double RARER = 1.5;

  /** Onset that squashes to one half; at 0.09 0.9, at 1 0.99. */
  private static final double HALF = 0.01;

  private static final int STEP = 64;

  private final double keep = Math.exp(-1 / DECAY_POINTS);
  private final Tail onsets = new Tail(REPEAT_POINTS);
  private final Tail alarms = new Tail(TAIL_POINTS);
  private final double pointsPerWeek;
  private final double sure;
  private final boolean restless;
  private double budget;
  private double held;
  private double fitted;
  private long learnt;
  private double onset;

  /**
   * Starts without any knowledge.
   *
   * @param sure onset that always alarms at a budget of one a week, in widths of the usual range;
   *     lower for larger budgets
   * @param restless whether a repeated onset loses little, for of many features one is always
   *     somewhere, and the sure onset is that of the entity itself, as far as it is known
   */
  AlarmScore(double pointsPerWeek, double budget, double sure, boolean restless) {
    this.pointsPerWeek = pointsPerWeek;
    this.sure = sure;
    this.restless = restless;
    this.budget = budget;
  }

  /** The raw alarm of a point: 0 unless its onset stands out. */
  double judge(double novelty) {
    held *= keep;
    onset = 0;
    if (novelty <= held) {
      return 0;
    }
    held = novelty;
    onset = novelty;
    double before = onsets.reached(novelty);
    return novelty / (1 + (restless ? Math.log(1 + before) : before));
  }

  void learn(double alarm, double weight) {
    onsets.learn(onset, weight);
    alarms.learn(alarm, weight);
    if (++learnt % STEP == 0) {
      fit();
    }
  }

  /** Counts an onset that people took for normal: the next one as large is a repetition. */
  void teach(double largest, double weight) {
    onsets.learn(largest, weight);
  }

  void budget(double perWeek) {
    budget = perWeek;
    fit();
  }

  private void fit() {
    fitted = alarms.level(budget / pointsPerWeek);
    if (restless) {
      double known = alarms.points() / (alarms.points() + LOUD_POINTS);
      double own = Math.pow(sure, 1 - known) * Math.pow(alarms.level(LOUD), known);
      fitted = Math.min(fitted, own * rarer());
    }
  }

  private double rarer() {
    return Math.pow(budget, -RARER);
  }

  double threshold() {
    double young = YOUNG * Math.max(0, 1 - learnt / YOUNG_POINTS);
    double most = restless ? fitted : sure * rarer();
    return squash(Math.max(young, Math.max(LEAST * rarer(), Math.min(most, fitted))));
  }

  /** Maps a raw alarm to 0..1, strictly rising. */
  static double squash(double raw) {
    return raw / (raw + HALF);
  }

  void write(DataOutput out) throws IOException {
    onsets.write(out);
    alarms.write(out);
    out.writeDouble(held);
    out.writeDouble(fitted);
    out.writeLong(learnt);
    out.writeDouble(budget);
  }

  void read(DataInput in) throws IOException {
    onsets.read(in);
    alarms.read(in);
    held = in.readDouble();
    fitted = in.readDouble();
    learnt = in.readLong();
    if (in.readDouble() != budget) {
      fit();
    }
  }

  static long memoryBytes() {
    return 2 * Tail.memoryBytes() + 96;
  }
}
