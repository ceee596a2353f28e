package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Distance of a value to its {@value #NEIGHBOURS}th nearest neighbour among the values of a sliding
 * window, in widths of that window's 1%..99% range (after Ramaswamy, Rastogi, Shim, 2000). The
 * window is kept sorted; once full it takes only every {@code stride}th value, so that a short
 * array covers a long time.
 */
final class Novelty {

  static final int NEIGHBOURS = 5;

  /** Distances are cut here: beyond it, further says nothing more. */
  static final double FARTHEST = 1000;

  private static final double TAIL = 0.01;

  private final float[] ring;
  private final float[] sorted;
  private final int stride;
  private int size;
  private int next;
  private int skipped;

  Novelty(int capacity, int stride) {
    this.ring = new float[capacity];
    this.sorted = new float[capacity];
    this.stride = stride;
  }

  /** Distance in widths of the usual range; 0 while there are too few values. */
  double distance(float value, double leastRange) {
    if (size < NEIGHBOURS) {
      return 0;
    }
    int tail = (int) (TAIL * size);
    double range = Math.max(leastRange, (double) sorted[size - 1 - tail] - sorted[tail]);
    return Math.min(FARTHEST, nearest(value) / range);
  }

  private double nearest(float value) {
    int high = position(value, size);
    int low = high - 1;
    double distance = 0;
    for (int k = 0; k < NEIGHBOURS; k++) {
      double below = low >= 0 ? (double) value - sorted[low] : Double.POSITIVE_INFINITY;
      double above = high < size ? (double) sorted[high] - value : Double.POSITIVE_INFINITY;
      if (below <= above) {
        distance = below;
        low--;
      } else {
        distance = above;
        high++;
      }
    }
    return distance;
  }

  void learn(float value) {
    if (size < ring.length) {
      ring[size] = value;
      insert(value, size++);
      return;
    }
    if (++skipped < stride) {
      return;
    }
    skipped = 0;
    remove(ring[next]);
    insert(value, size - 1);
    ring[next] = value;
    next = next + 1 == ring.length ? 0 : next + 1;
  }

  private int position(float value, int used) {
    int low = 0;
    int high = used;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void insert(float value, int used) {
    int at = position(value, used);
    System.arraycopy(sorted, at, sorted, at + 1, used - at);
    sorted[at] = value;
  }

  private void remove(float value) {
    int at = position(value, size);
    System.arraycopy(sorted, at + 1, sorted, at, size - at - 1);
  }

  void clear() {
    size = 0;
    next = 0;
    skipped = 0;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(size);
    out.writeInt(next);
    out.writeInt(skipped);
    Floats.write(out, ring, size);
  }

  void read(DataInput in) throws IOException {
    size = in.readInt();
    next = in.readInt();
    skipped = in.readInt();
    if (size < 0 || size > ring.length || next < 0 || next >= ring.length) {
      throw new StateFormatException("the window of a model has an impossible size: " + size);
    }
    Floats.read(in, ring, size);
    System.arraycopy(ring, 0, sorted, 0, size);
    Arrays.sort(sorted, 0, size);
  }

  long memoryBytes() {
    return 8L * ring.length + 64;
  }
}
