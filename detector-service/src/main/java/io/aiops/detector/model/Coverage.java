package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Which values were ever seen: a few sorted representatives with the time they were last near a
 * value. The distance of a value to the nearest of them is its novelty (the nearest-neighbour
 * distance of Knorr and Ng, 1998, against a summary of the whole past instead of a window). Values
 * closer than a tolerance share a representative; a full summary drops those not seen for long,
 * else merges the closest two.
 */
final class Coverage {

  private static final int SWEEP = 64;

  /** Steps by which the surroundings of a value are learnt, in standard deviations … */
  private static final double STEP = 0.25;

  /** … so many to either side: few points show only the middle of where they come from. */
  private static final int STEPS = 6;

  private final int horizon;
  private final float[] values;
  private final int[] seen;
  private int size;
  private int now;
  private double credit;

  /** The value that was looked for last and its place, as long as nothing has moved. */
  private double asked = Double.NaN;

  private int place;

  /**
   * Starts empty.
   *
   * @param capacity most representatives
   * @param horizon points after which a value that did not come back is forgotten
   */
  Coverage(int capacity, int horizon) {
    this.horizon = horizon;
    values = new float[capacity + 1];
    seen = new int[capacity + 1];
  }

  /** Distance to the nearest value seen; 0 before the first. */
  double distance(double value) {
    if (size == 0) {
      return 0;
    }
    int at = position(value);
    double above = at < size ? values[at] - value : Double.POSITIVE_INFINITY;
    double below = at > 0 ? value - values[at - 1] : Double.POSITIVE_INFINITY;
    return Math.min(above, below);
  }

  /** Largest less smallest value seen. */
  double range() {
    return size == 0 ? 0 : (double) values[size - 1] - values[0];
  }

  /**
   * Learns a value. Doubtful values count once their weights sum to one, so that a short incident
   * leaves no trace and comes as new the next time.
   */
  void learn(double value, double tolerance, double weight) {
    now++;
    credit += weight;
    if (credit < 1) {
      return;
    }
    credit = Math.min(1, credit - 1);
    int at = position(value);
    int near = at;
    if (at == size || (at > 0 && value - values[at - 1] <= values[at] - value)) {
      near = at - 1;
    }
    if (near >= 0 && Math.abs(values[near] - value) <= tolerance) {
      seen[near] = now;
    } else {
      insert(at, (float) value);
    }
    if (now % SWEEP == 0) {
      sweep();
    }
  }

  /** Learns a value for sure, with what lies around it. */
  void learnAround(double value, double deviation) {
    for (int i = -STEPS; i <= STEPS; i++) {
      learn(value + i * STEP * deviation, STEP / 2 * deviation, 1);
    }
  }

  /** Where the value belongs. */
  private int position(double value) {
    if (value != asked) {
      place = search(value);
      asked = value;
    }
    return place;
  }

  /** Without branches, which could not be foreseen. */
  private int search(double value) {
    int from = 0;
    int left = size;
    while (left > 1) {
      int half = left >>> 1;
      from = values[from + half - 1] < value ? from + half : from;
      left -= half;
    }
    return left == 1 && values[from] < value ? from + 1 : from;
  }

  private void insert(int at, float value) {
    asked = Double.NaN;
    System.arraycopy(values, at, values, at + 1, size - at);
    System.arraycopy(seen, at, seen, at + 1, size - at);
    values[at] = value;
    seen[at] = now;
    size++;
    if (size == values.length) {
      sweep();
      if (size == values.length) {
        mergeClosest();
      }
    }
  }

  private void mergeClosest() {
    int closest = 1;
    float least = Float.POSITIVE_INFINITY;
    for (int i = 1; i < size; i++) {
      float gap = values[i] - values[i - 1];
      if (gap < least) {
        least = gap;
        closest = i;
      }
    }
    // The newer one stays, so that the summary follows the present.
    remove(seen[closest] > seen[closest - 1] ? closest - 1 : closest);
  }

  /** Follows values that have all moved by this much. */
  void move(double by) {
    asked = Double.NaN;
    for (int i = 0; i < size; i++) {
      values[i] += (float) by;
    }
  }

  /** Points learnt since the start or since it was cleared. */
  int age() {
    return now;
  }

  /** Forgets all values. */
  void clear() {
    asked = Double.NaN;
    size = 0;
    now = 0;
  }

  private void sweep() {
    for (int i = size - 1; i >= 0; i--) {
      if (now - seen[i] > horizon) {
        remove(i);
      }
    }
  }

  private void remove(int at) {
    asked = Double.NaN;
    System.arraycopy(values, at + 1, values, at, size - at - 1);
    System.arraycopy(seen, at + 1, seen, at, size - at - 1);
    size--;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(size);
    out.writeInt(now);
    out.writeDouble(credit);
    Floats.write(out, values, size);
    for (int i = 0; i < size; i++) {
      out.writeInt(seen[i]);
    }
  }

  void read(DataInput in) throws IOException {
    asked = Double.NaN;
    size = in.readInt();
    now = in.readInt();
    credit = in.readDouble();
    if (size < 0 || size >= values.length) {
      throw new StateFormatException("the coverage of a model has an impossible size: " + size);
    }
    Floats.read(in, values, size);
    for (int i = 0; i < size; i++) {
      seen[i] = in.readInt();
    }
  }

  long memoryBytes() {
    return 8L * values.length + 88;
  }
}
