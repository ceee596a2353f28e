package io.aiops.detector.model.log;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What lines have in common: constant words, and places that vary. Changed by its miner alone. */
public final class Template {

  /** Time of a line of which none is known. */
  public static final long UNKNOWN = 0;

  private static final long OVERHEAD_BYTES = 176;

  final int id;

  /** The first line of it, as far as it counts. */
  final String sample;

  /** One per token, {@link LineScanner#WILD} where it varies, also by merging. */
  final long[] hashes;

  /** Places that vary because templates were merged there, as bits. */
  long merged;

  long lines;
  long untaken;
  boolean fresh;

  /** Times of its first and last line, epoch milliseconds; {@link #UNKNOWN} where not noted. */
  private long firstSeen;

  private long lastSeen;

  /** Neighbours in the order of use. */
  Template older;

  Template newer;

  Template(int id, String sample, long[] hashes, long merged) {
    this.id = id;
    this.sample = sample;
    this.hashes = hashes;
    this.merged = merged;
  }

  /** Numbers templates from 1 in the order of their first lines. */
  public int id() {
    return id;
  }

  /**
   * Its words, with {@code <*>} for what varies; at most {@link LineScanner#LONGEST} characters.
   */
  public String text() {
    LineScanner scanner = new LineScanner();
    scanner.scan(sample);
    return scanner.text(merged);
  }

  /** Its words as {@link #text} has them, without the values of what is named like a secret. */
  public String redacted() {
    return Example.redact(text());
  }

  /**
   * A line of it to be shown: what varies is named by its kind ({@code <number>}, {@code <ip>}),
   * and what looks like a secret is hidden.
   */
  public String example() {
    LineScanner scanner = new LineScanner();
    scanner.scan(sample);
    return Example.redact(scanner.text(merged, Example::kind));
  }

  /** Time of its first line, epoch milliseconds; {@link #UNKNOWN} where it was not noted. */
  public long firstSeen() {
    return firstSeen;
  }

  /** Time of its last line, epoch milliseconds; {@link #UNKNOWN} where it was not noted. */
  public long lastSeen() {
    return lastSeen;
  }

  void seen(long first, long last) {
    if (first != UNKNOWN) {
      firstSeen = firstSeen == UNKNOWN ? first : Math.min(firstSeen, first);
      lastSeen = Math.max(lastSeen, last);
    }
  }

  /** A line of it, as far as it counts. */
  public String sample() {
    return sample;
  }

  /** Lines of it so far, with those of the templates that were merged into it. */
  public long lines() {
    return lines;
  }

  /** Lines of it since the last time of asking. */
  public long take() {
    long taken = untaken;
    untaken = 0;
    return taken;
  }

  /** Whether it is new, and {@link #settle} was not called since. */
  public boolean fresh() {
    return fresh;
  }

  /** It is new no longer. */
  public void settle() {
    fresh = false;
  }

  /** Its lines are of this kind as well from now on. */
  void absorb(Template other) {
    lines += other.lines;
    untaken += other.untaken;
    merged |= other.merged;
    fresh &= other.fresh;
    seen(other.firstSeen, other.lastSeen);
  }

  long key() {
    long key = LineScanner.keyOf(hashes.length);
    for (int i = 0; i < hashes.length; i++) {
      key += LineScanner.part(hashes[i], i);
    }
    return key;
  }

  /** Whether the other differs at places only that vary here because of merging. */
  boolean covers(Template other) {
    for (int i = 0; i < hashes.length; i++) {
      boolean wild = i < Long.SIZE && (merged >>> i & 1) != 0;
      if (!wild && hashes[i] != other.hashes[i]) {
        return false;
      }
    }
    return true;
  }

  /** The one place at which the other has another word; -1 where there is none or more than one. */
  int differsAt(Template other) {
    int place = -1;
    for (int i = 0; i < hashes.length; i++) {
      if (hashes[i] != other.hashes[i]) {
        if (place >= 0) {
          return -1;
        }
        place = i;
      }
    }
    return place;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(id);
    StateReading.text(out, sample);
    out.writeLong(merged);
    out.writeLong(lines);
    out.writeLong(untaken);
    out.writeBoolean(fresh);
  }

  /** The words come from the sample again, by the rules of this version. */
  static Template read(DataInput in, LineScanner scanner) throws IOException {
    int id = in.readInt();
    String sample = StateReading.text(in);
    long merged = in.readLong();
    scanner.scan(sample);
    long[] hashes = scanner.hashes();
    for (long rest = merged; rest != 0; rest &= rest - 1) {
      int place = Long.numberOfTrailingZeros(rest);
      if (place < hashes.length) {
        hashes[place] = LineScanner.WILD;
      }
    }
    Template template = new Template(id, sample, hashes, merged);
    template.lines = in.readLong();
    template.untaken = in.readLong();
    template.fresh = in.readBoolean();
    return template;
  }

  long memoryBytes() {
    return OVERHEAD_BYTES + 2L * sample.length() + 8L * hashes.length;
  }
}
