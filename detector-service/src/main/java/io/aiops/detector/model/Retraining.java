package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * When an entity is learnt anew, and whether to keep what comes of it. A candidate begins on a
 * schedule or on drift, in the time of the points, and takes over only where it is clearly better
 * ({@link Shadow}). All of it is part of the state, so that a replay decides alike.
 */
final class Retraining {

  /** Points after a drift began a candidate that was dropped in which none begins another. */
  private static final int PAUSE = 2 * Shadow.LENGTH;

  /** Errors are cut here, in standard deviations: an outlier is no drift. */
  private static final double LARGEST = 5;

  /** Why a candidate begins. */
  enum Trigger {
    SCHEDULE,
    DRIFT;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Supplier<Shadow> shadows;
  private final PageHinkley drift = new PageHinkley();
  private final double phase;
  private RetrainRule rule;
  private boolean begun;
  private long since;
  private int pause;
  private int replaced;
  private int dropped;
  private long retrainedAt;
  private Shadow shadow;
  private boolean won;
  private Retrained ended;

  /**
   * Nothing is known of the entity yet.
   *
   * @param phase 0..1, how much of the first wait on the schedule is left out: entities that began
   *     together are not to have candidates, and to take memory for them, all at once
   * @param shadows makes candidates that know nothing
   */
  Retraining(RetrainRule rule, double phase, Supplier<Shadow> shadows) {
    this.rule = rule;
    this.phase = phase;
    this.shadows = shadows;
  }

  /** Changes when it happens; a candidate that runs goes on. */
  void rule(RetrainRule changed) {
    rule = changed;
  }

  /** Drops the candidate and waits anew: the model was taught otherwise. */
  void abandon() {
    shadow = null;
    won = false;
    ended = null;
    begun = false;
    pause = 0;
    drift.clear();
  }

  /**
   * Takes the point that the model in use judged and learnt last.
   *
   * @param weight 0..1, how far the point is trusted; one below 1 is inside an anomaly
   */
  void take(long timestampMillis, double[] point, double weight, Model live) {
    if (!begun) {
      begun = true;
      since = timestampMillis - (long) (phase * rule.everyMillis());
    }
    if (shadow != null) {
      if (!won) {
        follow(timestampMillis, point, weight, live);
      }
      return;
    }
    boolean drifts = weight == 1 && drift.learn(errorSize(live, point));
    boolean due = rule.everyMillis() > 0 && timestampMillis - since >= rule.everyMillis();
    pause = Math.max(0, pause - 1);
    if (due) {
      begin(live, Trigger.SCHEDULE, timestampMillis);
    } else if (drifts && rule.onDrift() && pause == 0) {
      begin(live, Trigger.DRIFT, timestampMillis);
    }
  }

  /** Mean size of the errors of the point judged last over its features, in standard deviations. */
  static double errorSize(Model live, double[] point) {
    double sum = 0;
    int present = 0;
    for (int f = 0; f < point.length; f++) {
      if (!Double.isNaN(point[f])) {
        sum += Math.min(LARGEST, Math.abs(live.error(f)));
        present++;
      }
    }
    return sum / present;
  }

  private void begin(Model live, Trigger trigger, long timestampMillis) {
    since = timestampMillis;
    drift.again();
    if (drift.known()) {
      shadow = shadows.get();
      shadow.start(live, trigger, timestampMillis);
    }
  }

  private void follow(long timestampMillis, double[] point, double weight, Model live) {
    switch (shadow.take(timestampMillis, point, weight, live, drift.mean())) {
      case BETTER -> won = true;
      case DROPPED -> {
        ended = shadow.end(false, timestampMillis);
        dropped++;
        pause = shadow.trigger() == Trigger.DRIFT ? PAUSE : pause;
        shadow = null;
      }
      case RUNNING -> {}
    }
  }

  /**
   * The candidate that is to take over with this point, or null; it is the model in use from then
   * on.
   */
  Shadow takeWinner(long timestampMillis) {
    if (!won) {
      return null;
    }
    Shadow winner = shadow;
    ended = winner.end(true, timestampMillis);
    replaced++;
    retrainedAt = timestampMillis;
    shadow = null;
    won = false;
    drift.clear();
    return winner;
  }

  /** The retraining that ended since this was last asked, or null. */
  Retrained takeEnded() {
    Retrained result = ended;
    ended = null;
    return result;
  }

  /** Changes the sensitivity of the candidate too. */
  void budget(double perWeek) {
    if (shadow != null) {
      shadow.alarm().budget(perWeek);
    }
  }

  RetrainState state() {
    return new RetrainState(shadow != null, retrainedAt, replaced, dropped);
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(begun);
    out.writeLong(since);
    out.writeInt(pause);
    out.writeInt(replaced);
    out.writeInt(dropped);
    out.writeLong(retrainedAt);
    drift.write(out);
    out.writeBoolean(won);
    out.writeBoolean(shadow != null);
    if (shadow != null) {
      shadow.write(out);
    }
  }

  void read(DataInput in, int version) throws IOException {
    begun = in.readBoolean();
    since = in.readLong();
    pause = in.readInt();
    replaced = in.readInt();
    dropped = in.readInt();
    retrainedAt = in.readLong();
    drift.read(in);
    won = in.readBoolean();
    if (in.readBoolean()) {
      shadow = shadows.get();
      shadow.read(in, version);
    }
  }

  long memoryBytes() {
    return 160 + (shadow == null ? 0 : shadow.memoryBytes());
  }
}
