package io.aiops.detector.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** The envelope of a saved state: magic, version, what it is of, length, body, checksum. */
public final class StateCodec {

  /**
   * Version 2 appends how an entity stands with learning anew, version 3 adds to a series how far
   * counts stray at which level and where the mean of its errors was.
   */
  static final int VERSION = 3;

  private static final int MAGIC = 0x41494f50;
  private static final int LARGEST = 64 << 20;

  private StateCodec() {}

  /** Writes what stands in the envelope. */
  public interface Writer {
    void write(DataOutput out) throws IOException;
  }

  /** Reads what stands in the envelope, of whatever version up to the present one. */
  public interface Reader {
    void read(DataInput in, int version) throws IOException;
  }

  static void write(ModelSpec spec, DataOutput out, Writer body) throws IOException {
    write(fingerprint(spec), out, body);
  }

  /**
   * @param fingerprint of what the state is of; other states are refused by it
   */
  public static void write(int fingerprint, DataOutput out, Writer body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
    DataOutputStream data = new DataOutputStream(bytes);
    data.writeInt(fingerprint);
    body.write(data);
    byte[] content = bytes.toByteArray();
    out.writeInt(MAGIC);
    out.writeShort(VERSION);
    out.writeInt(content.length);
    out.write(content);
    out.writeInt(checksum(content));
  }

  static void read(ModelSpec spec, DataInput in, Reader body) throws IOException {
    read(fingerprint(spec), in, body);
  }

  /**
   * @throws StateFormatException if the state is cut, damaged, newer or of something else
   */
  public static void read(int fingerprint, DataInput in, Reader body) throws IOException {
    try {
      if (in.readInt() != MAGIC) {
        throw new StateFormatException("this is not the state of a model");
      }
      int version = in.readUnsignedShort();
      if (version > VERSION) {
        throw new StateFormatException(
            "the state has version " + version + ", newer than " + VERSION + ": upgrade first");
      }
      int length = in.readInt();
      if (length < Integer.BYTES || length > LARGEST) {
        throw new StateFormatException("the state has an impossible length: " + length);
      }
      byte[] content = new byte[length];
      in.readFully(content);
      if (in.readInt() != checksum(content)) {
        throw new StateFormatException("the checksum of the state is wrong: it is damaged");
      }
      DataInputStream data = new DataInputStream(new ByteArrayInputStream(content));
      if (data.readInt() != fingerprint) {
        throw new StateFormatException("the state is of a model of another type or size");
      }
      body.read(data, version);
      if (data.available() > 0) {
        throw new StateFormatException("the state is longer than its model");
      }
    } catch (EOFException e) {
      throw new StateFormatException("the state is cut short", e);
    }
  }

  private static int fingerprint(ModelSpec spec) {
    List<String> parts = new ArrayList<>();
    parts.add(spec.type());
    parts.add(Integer.toString(spec.dimensions()));
    parts.add(Long.toString(spec.intervalMillis()));
    parts.add(Integer.toString(spec.integer("window", EntityModel.DEFAULT_WINDOW)));
    for (String name : List.of("period", "trees", "sample", "shingle")) {
      parts.add(Integer.toString(spec.integer(name, 0)));
    }
    String text = String.join("|", parts);
    return checksum(text.getBytes(StandardCharsets.UTF_8));
  }

  private static int checksum(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return (int) crc.getValue();
  }
}
