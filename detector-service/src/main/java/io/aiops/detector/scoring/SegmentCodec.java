package io.aiops.detector.scoring;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Packs the states of many entities into one blob: a head, then each with length and checksum. */
final class SegmentCodec {

  private static final int MAGIC = 0x41495347;
  private static final short VERSION = 1;
  private static final int HEAD_BYTES = 4 + 2 + 4;

  private SegmentCodec() {}

  /**
   * What could be read of a segment.
   *
   * @param damage what could not, in words; empty where all of it could
   */
  record Content(List<SavedState> states, List<String> damage) {}

  static byte[] write(List<SavedState> states) {
    int size = HEAD_BYTES;
    for (SavedState state : states) {
      size += 64 + state.key().length() + state.bytes().length;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeShort(VERSION);
      out.writeInt(states.size());
      for (SavedState state : states) {
        byte[] key = state.key().getBytes(StandardCharsets.UTF_8);
        out.writeInt(key.length);
        out.write(key);
        out.writeLong(state.revision());
        out.writeInt(state.bytes().length);
        out.writeInt(checksum(state.bytes()));
        out.write(state.bytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  static Content read(byte[] content) {
    List<SavedState> states = new ArrayList<>();
    List<String> damage = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(content);
    if (content.length < HEAD_BYTES || in.getInt() != MAGIC) {
      damage.add("it is not a segment of states");
      return new Content(states, damage);
    }
    int version = in.getShort();
    if (version > VERSION) {
      damage.add("it has version " + version + ", newer than " + VERSION + ": upgrade first");
      return new Content(states, damage);
    }
    int count = in.getInt();
    for (int i = 0; i < count; i++) {
      if (!readOne(in, states, damage)) {
        damage.add("it is cut short: " + (count - i) + " of " + count + " states are missing");
        break;
      }
    }
    return new Content(states, damage);
  }

  private static boolean readOne(ByteBuffer in, List<SavedState> states, List<String> damage) {
    byte[] key = block(in, 8 + 4 + 4);
    if (key == null) {
      return false;
    }
    String name = new String(key, StandardCharsets.UTF_8);
    long revision = in.getLong();
    int length = in.getInt();
    int checksum = in.getInt();
    if (length < 0 || length > in.remaining()) {
      return false;
    }
    byte[] state = new byte[length];
    in.get(state);
    if (checksum(state) == checksum) {
      states.add(new SavedState(name, revision, state));
    } else {
      damage.add("the checksum of " + name + " is wrong");
    }
    return true;
  }

  /**
   * A block with its length before it; null where it is cut or fewer bytes than {@code then}
   * follow.
   */
  private static byte[] block(ByteBuffer in, int then) {
    if (in.remaining() < 4) {
      return null;
    }
    int length = in.getInt();
    if (length < 0 || (long) length + then > in.remaining()) {
      return null;
    }
    byte[] block = new byte[length];
    in.get(block);
    return block;
  }

  private static int checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
