package io.aiops.detector.scoring;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

import io.aiops.detector.detector.Definition;
import io.aiops.detector.detector.Direction;
import io.aiops.detector.model.Score;

/**
 * Whether an entity is inside an anomaly: opens at an alarm that passes the detector's rules,
 * closes after some calm points in a row, so that one calm point amid an incident does not split
 * it.
 */
final class Episode {

  /** Calm points in a row that end an episode. */
  static final int CALM_POINTS = 3;

  private boolean open;
  private int abnormal;
  private long since;
  private int calm;
  private long calmSince;

  /** What a point did to it. */
  enum Step {
    NONE,
    OPENED,
    INSIDE,
    CLOSED
  }

  boolean isOpen() {
    return open;
  }

  /** Whether an alarm stands that is too young to have opened the episode. */
  boolean isSuspicious() {
    return open || abnormal > 0;
  }

  /** Time of the first abnormal point, epoch milliseconds. */
  long since() {
    return since;
  }

  /** Time of the first calm point after the last abnormal one, epoch milliseconds. */
  long calmSince() {
    return calmSince;
  }

  /** Begins at a time for another reason than a point. */
  void open(long time) {
    open = true;
    since = time;
    abnormal = 0;
    calm = 0;
  }

  /** Takes the judgement on one point. */
  Step step(long time, boolean alarm, boolean isCalm, int consecutivePoints) {
    if (open) {
      return inside(time, isCalm);
    }
    if (abnormal == 0 ? !alarm : isCalm) {
      abnormal = 0;
      return Step.NONE;
    }
    if (abnormal++ == 0) {
      since = time;
    }
    if (abnormal < consecutivePoints) {
      return Step.NONE;
    }
    open = true;
    abnormal = 0;
    calm = 0;
    return Step.OPENED;
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
    open = false;
    return Step.CLOSED;
  }

  /** Whether the rules of a detector let this point alarm. */
  static boolean allows(Definition definition, Score score, double value, double expected) {
    Direction wrong = score.deviation() < 0 ? Direction.ABOVE : Direction.BELOW;
    if (definition.direction() == wrong) {
      return false;
    }
    double distance = Math.abs(value - expected);
    Definition.MinDeviation least = definition.minDeviation();
    return (least.absolute() == null || distance >= least.absolute())
        && (least.relative() == null || distance >= least.relative() * Math.abs(expected));
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(open);
    out.writeInt(abnormal);
    out.writeLong(since);
    out.writeInt(calm);
    out.writeLong(calmSince);
  }

  void read(DataInput in) throws IOException {
    open = in.readBoolean();
    abnormal = in.readInt();
    since = in.readLong();
    calm = in.readInt();
    calmSince = in.readLong();
  }
}
