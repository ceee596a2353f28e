package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.IntToDoubleFunction;

/**
 * The seasons of a series: a daily and a weekly profile by the local calendar and one of a period
 * found in the points themselves. The one that predicts best is in use; none, while none helps.
 */
final class Season {

  /** 15 minutes a slot. */
  private static final int DAY_SLOTS = 96;

  /** 2 hours a slot. */
  private static final int WEEK_SLOTS = 84;

  /** Values kept to look for a period. */
  private static final int HISTORY = 1024;

  private static final int FIRST_LOOK = 64;

  /** A season must shorten the error to this share before it is used … */
  private static final double TAKE = 0.8;

  /** … and is left when it does not reach this one any more. */
  private static final double LEAVE = 0.9;

  /** Another season takes its place if it leaves this share of its error. */
  private static final double BETTER = 0.9;

  /** Points over which a season is judged before it is used. */
  private static final double JUDGED = 48;

  /** A found period as near to a day, as a share of it, is the day, roughly measured. */
  private static final double NEAR = 0.03;

  private static final String[] NAMES = {"daily", "weekly", "found"};
  private static final int FOUND = 2;

  private final Calendar calendar;
  private final double interval;
  private final boolean fixed;
  private final Profile[] profiles = new Profile[NAMES.length];
  private final int[] slots = new int[NAMES.length];
  private final History history = new History(HISTORY);
  private int used = -1;

  /**
   * Starts without any knowledge.
   *
   * @param period the period of the found season in points, 0 to look for it
   */
  Season(Calendar calendar, long intervalMillis, int period) {
    this.calendar = calendar;
    this.interval = intervalMillis;
    this.fixed = period > 0;
    if (intervalMillis <= Calendar.DAY / 4) {
      profiles[0] = new Profile(DAY_SLOTS);
    }
    profiles[1] = new Profile(WEEK_SLOTS);
    if (fixed) {
      profiles[FOUND] = new Profile(period);
    }
  }

  void judge(long timestampMillis) {
    slots[0] = slot(0, timestampMillis);
    slots[1] = slot(1, timestampMillis);
    slots[FOUND] = profiles[FOUND] == null ? 0 : (int) (history.count() % profiles[FOUND].slots());
  }

  /** What the season in use expects of the judged point; 0 without one. */
  double expected() {
    return used >= 0 && profiles[used].knows(slots[used])
        ? profiles[used].expected(slots[used])
        : 0;
  }

  /** What the season in use expects at an earlier time; 0 without one. */
  double expectedAt(Taught taught) {
    if (used < 0) {
      return 0;
    }
    int slot = slotAt(used, taught.time(), taught.agoMillis());
    return profiles[used].knows(slot) ? profiles[used].expected(slot) : 0;
  }

  /** Learns a value of an earlier time again. */
  void teach(Taught taught, double value) {
    for (int i = 0; i < profiles.length; i++) {
      if (profiles[i] != null) {
        int slot = slotAt(i, taught.time(), taught.agoMillis());
        profiles[i].learn(slot, value, pointsPerSlot(i), taught.weight());
      }
    }
  }

  /**
   * Takes values up at once for their times, instead of what was learnt of these while the level
   * was another one.
   *
   * @param timestampsMillis ascending; the last one is that of the point learnt last
   * @param values by the index of the time
   */
  void settle(long[] timestampsMillis, IntToDoubleFunction values) {
    for (int i = 0; i < profiles.length; i++) {
      if (profiles[i] != null) {
        settle(i, timestampsMillis, values);
      }
    }
  }

  private void settle(int i, long[] timestampsMillis, IntToDoubleFunction values) {
    double[] sums = new double[profiles[i].slots()];
    int[] counts = new int[sums.length];
    for (int at = 0; at < timestampsMillis.length; at++) {
      long ago = timestampsMillis[timestampsMillis.length - 1] - timestampsMillis[at];
      int slot = slotAt(i, timestampsMillis[at], ago);
      sums[slot] += values.applyAsDouble(at);
      counts[slot]++;
    }
    for (int slot = 0; slot < sums.length; slot++) {
      if (counts[slot] > 0) {
        profiles[i].put(slot, sums[slot] / counts[slot]);
      }
    }
  }

  private int slotAt(int i, long timestampMillis, long agoMillis) {
    if (i != FOUND) {
      return slot(i, timestampMillis);
    }
    long ago = Math.round(agoMillis / interval);
    return (int) Math.floorMod(history.count() - 1 - ago, (long) profiles[FOUND].slots());
  }

  private int slot(int i, long timestampMillis) {
    return i == 0
        ? (int) (calendar.ofDay(timestampMillis) * DAY_SLOTS / Calendar.DAY)
        : (int) (calendar.ofWeek(timestampMillis) * WEEK_SLOTS / Calendar.WEEK);
  }

  /** Share of the day that is over at the judged point. */
  double ofDay() {
    return (double) slots[0] / DAY_SLOTS;
  }

  /** Mean size of the error that the season in use leaves. */
  double error() {
    return profiles[used].error();
  }

  boolean inUse() {
    return used >= 0;
  }

  String reason() {
    if (used < 0) {
      return "";
    }
    String name =
        used == FOUND
            ? "season of " + profiles[FOUND].slots() + " points"
            : NAMES[used] + " season";
    return "the %s leaves %.0f%% of the error of a plain level"
        .formatted(name, 100 * profiles[used].ratio());
  }

  /**
   * Learns the point judged last.
   *
   * @return whether another season, or none, is in use from now on
   */
  boolean learn(double value, double weight) {
    history.add(value);
    for (int i = 0; i < profiles.length; i++) {
      if (profiles[i] != null) {
        profiles[i].learn(slots[i], value, pointsPerSlot(i), weight);
      }
    }
    if (!fixed && history.count() >= FIRST_LOOK && timeToLook()) {
      look();
    }
    int before = used;
    choose();
    return used != before;
  }

  /** Goes on by a point without learning it. */
  void pass(double value) {
    history.add(value);
  }

  private double pointsPerSlot(int i) {
    return switch (i) {
      case 0 -> Math.max(1, (double) Calendar.DAY / DAY_SLOTS / interval);
      case 1 -> Math.max(1, (double) Calendar.WEEK / WEEK_SLOTS / interval);
      default -> 1;
    };
  }

  private boolean timeToLook() {
    long points = history.count();
    return points < 2 * HISTORY ? Long.bitCount(points) == 1 : points % (2 * HISTORY) == 0;
  }

  private void look() {
    if (used == FOUND) {
      return;
    }
    float[] ordered = history.inOrder();
    int n = ordered.length;
    int period = SeasonFinder.find(ordered, n);
    boolean day = Math.abs(period * interval - Calendar.DAY) < NEAR * Calendar.DAY;
    if (period == 0
        || (day && profiles[0] != null)
        || (profiles[FOUND] != null && profiles[FOUND].slots() == period)) {
      return;
    }
    Profile profile = new Profile(period);
    for (int i = 0; i < n; i++) {
      profile.learn((int) ((history.count() - n + i) % period), ordered[i], 1, 1);
    }
    profiles[FOUND] = profile;
  }

  private void choose() {
    int best = used;
    double least = used >= 0 ? BETTER * profiles[used].ratio() : TAKE;
    if (used >= 0 && profiles[used].ratio() > LEAVE) {
      best = -1;
      least = TAKE;
    }
    for (int i = 0; i < profiles.length; i++) {
      if (i != used && profiles[i] != null && profiles[i].judged() >= JUDGED) {
        double ratio = profiles[i].ratio();
        if (ratio < least) {
          least = ratio;
          best = i;
        }
      }
    }
    used = best;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(history.count());
    out.writeInt(used);
    out.writeInt(profiles[FOUND] == null ? 0 : profiles[FOUND].slots());
    for (Profile profile : profiles) {
      if (profile != null) {
        profile.write(out);
      }
    }
    history.write(out);
  }

  void read(DataInput in) throws IOException {
    long points = in.readLong();
    used = in.readInt();
    int period = in.readInt();
    if (points < 0 || used < -1 || used >= NAMES.length || period < 0 || period > LONGEST_STATE) {
      throw new StateFormatException("the season of a model has impossible figures");
    }
    profiles[FOUND] = period > 0 ? new Profile(period) : null;
    for (Profile profile : profiles) {
      if (profile != null) {
        profile.read(in);
      }
    }
    history.read(in, points);
  }

  private static final int LONGEST_STATE = SeasonFinder.LONGEST;

  long memoryBytes() {
    long bytes = history.memoryBytes() + 160;
    for (Profile profile : profiles) {
      bytes += profile == null ? 0 : profile.memoryBytes();
    }
    return bytes;
  }
}
