package io.aiops.detector.scoring;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people said of the anomalies of an entity and what goes on to count. */
final class Lessons {

  /** Tolerances of one entity: more would be a case for other rules of its detector. */
  static final int MOST = 16;

  private static final int LAYOUT = 1;
  private static final long BYTES_PER_TOLERANCE = 160;

  private final List<Tolerance> tolerances = new ArrayList<>();

  /** Whether the rest of the open episode is to be trusted like any other point. */
  private boolean trusting;

  /** Missing points in a row; counted while an absence is tolerated. */
  private long missing;

  boolean isEmpty() {
    return tolerances.isEmpty() && !trusting;
  }

  List<Tolerance> tolerances() {
    return List.copyOf(tolerances);
  }

  Optional<Tolerance> of(String anomalyId) {
    return tolerances.stream().filter(one -> one.anomalyId().equals(anomalyId)).findFirst();
  }

  boolean isFull() {
    return tolerances.size() >= MOST;
  }

  void add(Tolerance tolerance) {
    if (isFull()) {
      throw new IllegalStateException("an entity has at most " + MOST + " tolerances");
    }
    tolerances.add(tolerance);
  }

  void remove(String anomalyId) {
    tolerances.removeIf(one -> one.anomalyId().equals(anomalyId));
    if (tolerances.isEmpty()) {
      missing = 0;
    }
  }

  boolean trusting() {
    return trusting;
  }

  /** Trusts the points of the open episode until it ends. */
  void trust() {
    trusting = true;
  }

  /** The episode has ended. */
  void episodeEnded() {
    trusting = false;
  }

  /**
   * Whether an alarm of a value is to be passed over.
   *
   * @param value of the feature
   * @param upper edge of its band
   */
  boolean tolerates(int feature, double value, double expected, double upper) {
    if (tolerances.isEmpty()) {
      return false;
    }
    double deviation = deviation(value, expected, upper);
    return tolerances.stream().anyMatch(one -> one.covers(feature, deviation));
  }

  /** Signed distance from the expected value in half-widths of the band, however far. */
  static double deviation(double value, double expected, double upper) {
    return (value - expected) / Math.max(Double.MIN_NORMAL, upper - expected);
  }

  /** Counts a point whose value is missing; answers whether that is to be passed over. */
  boolean toleratesAbsence() {
    if (tolerances.isEmpty()) {
      return false;
    }
    missing++;
    return tolerances.stream().anyMatch(one -> one.coversAbsence(missing));
  }

  /** A point with a value: an absence is over. */
  void present() {
    missing = 0;
  }

  long memoryBytes() {
    return BYTES_PER_TOLERANCE * tolerances.size();
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(LAYOUT);
    out.writeBoolean(trusting);
    out.writeLong(missing);
    out.writeByte(tolerances.size());
    for (Tolerance one : tolerances) {
      out.writeUTF(one.anomalyId());
      out.writeUTF(one.kind());
      out.writeUTF(one.direction());
      out.writeInt(one.feature());
      out.writeDouble(one.size());
      out.writeLong(one.since());
    }
  }

  /**
   * @throws IOException if the section is damaged or of a newer version
   */
  static Lessons read(DataInput in) throws IOException {
    int layout = in.readUnsignedByte();
    if (layout > LAYOUT) {
      throw new IOException("the lessons have layout " + layout + ": upgrade first");
    }
    Lessons lessons = new Lessons();
    lessons.trusting = in.readBoolean();
    lessons.missing = in.readLong();
    int count = in.readUnsignedByte();
    if (count > MOST) {
      throw new IOException("an entity cannot have " + count + " tolerances");
    }
    for (int i = 0; i < count; i++) {
      lessons.add(
          new Tolerance(
              in.readUTF(),
              in.readUTF(),
              in.readUTF(),
              in.readInt(),
              in.readDouble(),
              in.readLong()));
    }
    return lessons;
  }
}
