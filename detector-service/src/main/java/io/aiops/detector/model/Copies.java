package io.aiops.detector.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Copies one state into another by way of its bytes. */
final class Copies {

  private Copies() {}

  /** Takes a state in. */
  interface Reader {
    void read(DataInput in) throws IOException;
  }

  static void copy(StateCodec.Writer from, Reader to) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
    try {
      from.write(new DataOutputStream(bytes));
      to.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written and read", e);
    }
  }
}
