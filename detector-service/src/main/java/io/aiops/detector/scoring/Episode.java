package io.aiops.detector.scoring;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

import io.aiops.detector.model.EntityModel;
import io.aiops.detector.model.Score;

/**
 * Whether an entity is inside an anomaly: opens at an alarm that passes the detector's rules,
 * closes after some calm points in a row, so that one calm point amid an incident does not split
 * it. That of an entity that flaps, whose alarms come again soon after the calm, stays open longer
 * each time, and another alarm by then goes on with it; this fades while it stays closed. It begins
 * where the unrest began that led to the alarm. Not thread-safe.
 */
public final class Episode {

  /** Calm points in a row that calm an episode, and end that of an entity that does not flap. */
  static final int CALM_POINTS = 2;

  /** An alarm within so many points of the last end is a flap. */
  static final int FLAP_POINTS = 60;

  /** Closed points after which one flap is forgotten. */
  static final int FORGET_POINTS = 120;

  /** Each flap doubles the points that a calmed episode stays open, up to 32. */
  static final int MOST_FLAPS = 4;

  /** Unrest of more points before an alarm is not its beginning. */
  static final int MOST_BEFORE = 200;

  /** Trust in a point inside an anomaly: an incident must not become the new normal at once. */
  static final double TRUST_INSIDE = 0.1;

  private boolean open;
  private boolean calmed;
  private int abnormal;
  private long since;
  private int calm;
  private long calmSince;
  private int restless;
  private long restlessSince;
  private int flaps;
  private int closedPoints = FORGET_POINTS;

  /** What a point did to it. */
  public enum Step {
    NONE,
    OPENED,
    INSIDE,
    CLOSED
  }

  /** Whether the last point was inside. */
  public boolean isOpen() {
    return open;
  }

  /** The weight with which the next point is to be learnt: less while an alarm stands. */
  public double trust() {
    return (open && !calmed) || abnormal > 0 ? TRUST_INSIDE : 1;
  }

  /** Time of the first point of the unrest that led to the alarm, epoch milliseconds. */
  long since() {
    return since;
  }

  /** Time of the first calm point after the last abnormal one, epoch milliseconds. */
  long calmSince() {
    return calmSince;
  }

  /** Begins at a time for another reason than a point. */
  void open(long time) {
    since = time;
    begin();
  }

  /**
   * Takes a point that was just scored.
   *
   * @param model that scored it
   * @param allowed whether the rules of the detector let it alarm
   * @param consecutivePoints abnormal points in a row that open an episode
   */
  public Step step(
      long time, Score score, EntityModel model, boolean allowed, int consecutivePoints) {
    boolean alarm = allowed && score.alarmScore() >= model.threshold();
    return step(time, alarm, score.score() < model.releaseLevel(), consecutivePoints);
  }

  /** Ends it for another reason than calm points. */
  void close() {
    open = false;
    abnormal = 0;
    calm = 0;
  }

  /** Takes the judgement on one point. */
  Step step(long time, boolean alarm, boolean isCalm, int consecutivePoints) {
    if (open) {
      return calmed ? waiting(alarm) : inside(time, isCalm);
    }
    rest(time, isCalm);
    if (abnormal == 0 ? !alarm : isCalm) {
      abnormal = 0;
      return Step.NONE;
    }
    if (abnormal++ == 0) {
      since = restless > 0 && restless <= MOST_BEFORE ? restlessSince : time;
    }
    if (abnormal < consecutivePoints) {
      return Step.NONE;
    }
    begin();
    return Step.OPENED;
  }

  /** Counts the points since the last end, and those of the unrest that may lead to an alarm. */
  private void rest(long time, boolean isCalm) {
    closedPoints++;
    if (closedPoints % FORGET_POINTS == 0) {
      flaps = Math.max(0, flaps - 1);
      closedPoints = FORGET_POINTS;
    }
    if (isCalm) {
      restless = 0;
    } else if (restless <= MOST_BEFORE && restless++ == 0) {
      restlessSince = time;
    }
  }

  private void begin() {
    if (!open && closedPoints <= FLAP_POINTS) {
      flaps = Math.min(MOST_FLAPS, flaps + 1);
    }
    open = true;
    calmed = false;
    abnormal = 0;
    calm = 0;
    restless = 0;
  }

  private Step inside(long time, boolean isCalm) {
    if (!isCalm) {
      calm = 0;
      return Step.INSIDE;
    }
    if (calm++ == 0) {
      calmSince = time;
    }
    if (calm < CALM_POINTS) {
      return Step.INSIDE;
    }
    calmed = true;
    return stay();
  }

  /** After the calm: another alarm by the end of the wait goes on with the same anomaly. */
  private Step waiting(boolean alarm) {
    if (alarm) {
      calmed = false;
      calm = 0;
      flaps = Math.min(MOST_FLAPS, flaps + 1);
      return Step.INSIDE;
    }
    calm++;
    return stay();
  }

  private Step stay() {
    if (calm < CALM_POINTS << flaps) {
      return Step.INSIDE;
    }
    open = false;
    calmed = false;
    closedPoints = 0;
    return Step.CLOSED;
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(open);
    out.writeInt(abnormal);
    out.writeLong(since);
    out.writeInt(calm);
    out.writeLong(calmSince);
    out.writeBoolean(calmed);
    out.writeInt(restless);
    out.writeLong(restlessSince);
    out.writeInt(flaps);
    out.writeInt(closedPoints);
  }

  /**
   * @param version of the state of the entity: the first one knew no flaps and no unrest
   */
  void read(DataInput in, int version) throws IOException {
    open = in.readBoolean();
    abnormal = in.readInt();
    since = in.readLong();
    calm = in.readInt();
    calmSince = in.readLong();
    if (version > 1) {
      calmed = in.readBoolean();
      restless = in.readInt();
      restlessSince = in.readLong();
      flaps = Math.max(0, Math.min(MOST_FLAPS, in.readInt()));
      closedPoints = in.readInt();
    }
  }
}
