package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Arrays of floats in a state. */
final class Floats {

  private Floats() {}

  static void write(DataOutput out, float[] values, int n) throws IOException {
    for (int i = 0; i < n; i++) {
      out.writeFloat(values[i]);
    }
  }

  static void read(DataInput in, float[] values, int n) throws IOException {
    for (int i = 0; i < n; i++) {
      values[i] = in.readFloat();
    }
  }
}
