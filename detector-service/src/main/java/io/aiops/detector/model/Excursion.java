package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Whether the short mean of the errors is far beyond where it ever was: each point may be usual and
 * all of them together not, as when the course of the day stops. The extremes follow slowly, so
 * that a drift does not take them along.
 */
final class Excursion {

  /** Share of the way to a mean beyond them that the extremes go with a point … */
  private static final double RISE = 1e-3;

  /** … and back to it. */
  private static final double FALL = 1.0 / 20_000;

  /** The mean is out from here on, in its usual ranges beyond the extremes … */
  private static final double OUT = 0.2;

  /** … and so many over the number of known points more: few show no extremes. */
  private static final double YOUNG = 1000;

  private double low;
  private double high;
  private boolean out;
  private boolean begins;

  /**
   * Takes a point in.
   *
   * @param mean short mean of the errors
   * @param range usual range of such means
   * @param known points that are known
   */
  void judge(double mean, double range, double known) {
    double beyond = Math.max(0, Math.max(mean - high, low - mean)) / range;
    double limit = OUT + YOUNG / (known + 1);
    begins = !out && beyond > limit;
    out = beyond > (out ? limit / 2 : limit);
  }

  /** Whether it is the judged point that brought the mean out. */
  boolean begins() {
    return begins;
  }

  void learn(double mean, double weight) {
    high += (mean > high ? weight * RISE : FALL) * (mean - high);
    low += (mean < low ? weight * RISE : FALL) * (mean - low);
  }

  /** Forgets where the mean was; until it is known again, it strays this far to either side. */
  void restart(double assumed) {
    low = -assumed;
    high = assumed;
    out = false;
  }

  void write(DataOutput to) throws IOException {
    to.writeDouble(low);
    to.writeDouble(high);
    to.writeBoolean(out);
  }

  void read(DataInput in) throws IOException {
    low = in.readDouble();
    high = in.readDouble();
    out = in.readBoolean();
  }

  static long memoryBytes() {
    return 40;
  }
}
