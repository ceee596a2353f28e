package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How long a series has not moved, against the longest it ever stood still: a sensor that hangs. A
 * series that is always flat does not hang, and a flat line that lasts becomes the new normal.
 */
final class Stillness {

  /** Equal values in a row that are worth a look, whatever the series. */
  private static final int LEAST = 12;

  /** Standing still for so many times the longest before is out of the ordinary … */
  private static final double FACTOR = 2;

  /** … until it has lasted so many times as long. */
  private static final double ACCEPTED = 10;

  /**
   * Runs of equal values that must be known: of n runs of random ends, the next is twice as long as
   * all of them once in n² times.
   */
  private static final int KNOWN = 30;

  /** Runs after which the longest is forgotten, to 1/e. */
  private static final double MEMORY = 20_000;

  private static final double KEEP = Math.exp(-1 / MEMORY);

  private double last = Double.NaN;
  private double run;
  private double longest = 1;
  private long runs;
  private double current;

  /** Takes a point in. */
  void judge(double value) {
    current = value == last ? run + 1 : 1;
  }

  private double usual() {
    return FACTOR * Math.max(LEAST, longest);
  }

  /** Whether the series stands still for out of the ordinary long, and not yet for ever. */
  boolean hangs() {
    return runs >= KNOWN && current > usual() && current <= ACCEPTED * usual();
  }

  /** Whether it is the judged point that made it so, or lets it last twice as long. */
  boolean beginsToHang() {
    return hangs() && length(run) < length(current);
  }

  /** How long it hangs, in powers of two of what is out of the ordinary; below 1 it does not. */
  double length() {
    return length(current);
  }

  private double length(double points) {
    return points <= usual() ? 0 : Math.scalb(1.0, Math.getExponent(points / usual()));
  }

  /** Learns the point judged last; a run counts once it has ended. */
  void learn(double value) {
    if (value != last) {
      longest = Math.max(longest * KEEP, run);
      runs++;
    }
    last = value;
    run = current;
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(last);
    out.writeDouble(run);
    out.writeDouble(longest);
    out.writeLong(runs);
  }

  void read(DataInput in) throws IOException {
    last = in.readDouble();
    run = in.readDouble();
    longest = in.readDouble();
    runs = in.readLong();
  }
}
