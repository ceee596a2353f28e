package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Arrays of floats in a state, written and read at once: that is most of a state. */
final class Floats {

  private Floats() {}

  static void write(DataOutput out, float[] values, int n) throws IOException {
    byte[] bytes = new byte[n * Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().put(values, 0, n);
    out.write(bytes);
  }

  static void read(DataInput in, float[] values, int n) throws IOException {
    byte[] bytes = new byte[n * Float.BYTES];
    in.readFully(bytes);
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values, 0, n);
  }
}
