package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The first points of an entity, kept until there are enough to start its model. */
final class Warmup {

  /** Points with a value that end the warm-up: a dozen, so that sparse data gets there too. */
  static final int POINTS = 12;

  private final long[] timestamps = new long[POINTS];
  private final double[][] points;
  private int count;

  Warmup(int dimensions) {
    points = new double[POINTS][dimensions];
  }

  /** Keeps a point; one without any value does not count. */
  boolean add(long timestampMillis, double[] point) {
    timestamps[count] = timestampMillis;
    System.arraycopy(point, 0, points[count], 0, point.length);
    count++;
    return full();
  }

  boolean full() {
    return count == POINTS;
  }

  int count() {
    return count;
  }

  void start(Model model) {
    model.start(timestamps, points, count);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      out.writeLong(timestamps[i]);
      for (double value : points[i]) {
        out.writeDouble(value);
      }
    }
  }

  void read(DataInput in) throws IOException {
    count = in.readInt();
    if (count < 0 || count >= POINTS) {
      throw new StateFormatException("a warm-up cannot hold " + count + " points");
    }
    for (int i = 0; i < count; i++) {
      timestamps[i] = in.readLong();
      for (int f = 0; f < points[i].length; f++) {
        points[i][f] = in.readDouble();
      }
    }
  }
}
