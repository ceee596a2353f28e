package io.aiops.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Damages saved states in the database file of a service that does not run. */
final class SegmentFile {

  private static final int MAGIC = 0x41495347;
  private static final int VERSION_AT = 4;
  private static final int FIRST_KEY_AT = 10;
  private static final int LONGEST_KEY = 200;

  private final Path file;

  SegmentFile(Path file) {
    this.file = file;
  }

  /** What is done to a segment that begins at {@code start}; {@code state} is its first state. */
  private interface Damage {
    void to(ByteBuffer bytes, int start, int state);
  }

  /** Flips a bit of the first state of the segments that begin with this entity. */
  Set<String> flip(String key) throws IOException {
    return damage(
        key, (bytes, start, state) -> bytes.put(state + 20, (byte) (bytes.get(state + 20) ^ 4)));
  }

  /** Lets the first state of each segment reach beyond its end, as where the segment is cut. */
  Set<String> cut() throws IOException {
    return damage("", (bytes, start, state) -> bytes.putInt(state - 8, Integer.MAX_VALUE));
  }

  /** Makes each segment one of a later version of the product. */
  Set<String> fromTheFuture() throws IOException {
    return damage("", (bytes, start, state) -> bytes.putShort(start + VERSION_AT, (short) 99));
  }

  private Set<String> damage(String only, Damage damage) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    Set<String> keys = new TreeSet<>();
    for (int at = 0; at < bytes.limit() - FIRST_KEY_AT - LONGEST_KEY; at++) {
      if (bytes.getInt(at) != MAGIC) {
        continue;
      }
      int length = bytes.getInt(at + FIRST_KEY_AT);
      if (length >= 0 && length < LONGEST_KEY) {
        int key = at + FIRST_KEY_AT + Integer.BYTES;
        String name = new String(bytes.array(), key, length, StandardCharsets.UTF_8);
        if (name.contains(only)) {
          keys.add(name);
          damage.to(bytes, at, key + length + Long.BYTES + 2 * Integer.BYTES);
        }
      }
    }
    Files.write(file, bytes.array());
    return keys;
  }
}
