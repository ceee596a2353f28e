package io.aiops.detector.scoring;

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

  /** Lengths, revision and checksum. */
  private static final int STATE_HEAD_BYTES = 4 + 8 + 4 + 4;

  private SegmentCodec() {}

  /**
   * What could be read of a segment.
   *
   * @param damage what could not, in words; empty where all of it could
   */
  record Content(List<SavedState> states, List<String> damage) {}

  static byte[] write(List<SavedState> states) {
    List<byte[]> keys =
        states.stream().map(state -> state.key().getBytes(StandardCharsets.UTF_8)).toList();
    int size = HEAD_BYTES;
    for (int i = 0; i < keys.size(); i++) {
      size += STATE_HEAD_BYTES + keys.get(i).length + states.get(i).bytes().length;
    }
    ByteBuffer out = ByteBuffer.allocate(size).putInt(MAGIC).putShort(VERSION).putInt(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      SavedState state = states.get(i);
      byte[] bytes = state.bytes();
      out.putInt(keys.get(i).length).put(keys.get(i)).putLong(state.revision());
      out.putInt(bytes.length).putInt(checksum(bytes)).put(bytes);
    }
    return out.array();
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
