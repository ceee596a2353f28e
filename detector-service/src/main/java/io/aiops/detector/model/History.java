package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The last values of a series, with eight bits of precision each (bfloat16): enough to look for a
 * period, in half the memory.
 */
final class History {

  private static final int HALF_STEP = 1 << 15;

  private final short[] values;
  private long count;

  History(int size) {
    values = new short[size];
  }

  void add(double value) {
    values[(int) (count % values.length)] = shorten((float) value);
    count++;
  }

  private static short shorten(float value) {
    return (short) ((Float.floatToRawIntBits(value) + HALF_STEP) >>> Short.SIZE);
  }

  private static float lengthen(short value) {
    return Float.intBitsToFloat(value << Short.SIZE);
  }

  /** Values added so far, also those that are gone. */
  long count() {
    return count;
  }

  /** The values that are kept, oldest first. */
  float[] inOrder() {
    int n = size();
    float[] ordered = new float[n];
    for (int i = 0; i < n; i++) {
      ordered[i] = lengthen(values[(int) ((count - n + i) % values.length)]);
    }
    return ordered;
  }

  private int size() {
    return (int) Math.min(count, values.length);
  }

  /** Writes the kept values in the order of their places. */
  void write(DataOutput out) throws IOException {
    float[] floats = new float[size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = lengthen(values[i]);
    }
    Floats.write(out, floats, floats.length);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param added values added so far
   */
  void read(DataInput in, long added) throws IOException {
    count = added;
    float[] floats = new float[size()];
    Floats.read(in, floats, floats.length);
    for (int i = 0; i < floats.length; i++) {
      values[i] = shorten(floats[i]);
    }
  }

  long memoryBytes() {
    return 2L * values.length + 40;
  }
}
