package io.aiops.detector.model.log;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.aiops.detector.model.StateFormatException;

/** Parts of saved states, with bounds on what is believed. */
final class StateReading {

  private static final int LARGEST = 1 << 20;

  private StateReading() {}

  static void requireLayout(DataInput in, int newest) throws IOException {
    int layout = in.readUnsignedByte();
    if (layout > newest) {
      throw new StateFormatException(
          "the layout of the state is " + layout + ", newer than " + newest + ": upgrade first");
    }
  }

  static int size(DataInput in) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > LARGEST) {
      throw new StateFormatException("the state has an impossible size: " + size);
    }
    return size;
  }

  static void text(DataOutput out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String text(DataInput in) throws IOException {
    byte[] bytes = new byte[size(in)];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
