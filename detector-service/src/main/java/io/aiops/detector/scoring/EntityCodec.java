package io.aiops.detector.scoring;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.detector.Detector;
import io.aiops.detector.json.Json;
import io.aiops.detector.json.Labels;
import io.aiops.detector.model.EntityModel;
import io.aiops.detector.problem.InvalidInputException;

/** Writes and reads the state of an entity. */
@ApplicationScoped
class EntityCodec {

  private static final int VERSION = 3;
  private static final int FIRST_BYTES = 16_384;

  private final Json json;

  EntityCodec(Json json) {
    this.json = json;
  }

  /** The present state, under the next revision; the caller holds the entity's lock. */
  SavedState save(Entity entity, boolean withPoints) {
    entity.revision++;
    SavedState state = new SavedState(entity.key, entity.revision, write(entity, withPoints));
    entity.changed = false;
    entity.savedWithoutPoints = !withPoints;
    return state;
  }

  /**
   * The caller holds the entity's lock.
   *
   * @param withPoints whether to save the points for charts too
   */
  byte[] write(Entity entity, boolean withPoints) {
    return write(entity, entity.revision, withPoints);
  }

  /**
   * Names the state: equal where all that is known is equal, however often it was saved. The caller
   * holds the entity's lock.
   */
  String digest(Entity entity) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(write(entity, 0, false)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private byte[] write(Entity entity, long revision, boolean withPoints) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BYTES);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      text(out, json.write(entity.labels));
      out.writeLong(revision);
      out.writeLong(entity.points);
      out.writeLong(entity.lastPointAt);
      out.writeLong(entity.lastSaidAt);
      out.writeDouble(entity.lastValue);
      out.writeDouble(entity.lastScore);
      entity.episode.write(out);
      text(out, entity.anomaly == null ? "" : json.write(entity.anomaly));
      entity.model.write(out);
      entity.lessons.write(out);
      out.writeBoolean(withPoints);
      if (withPoints) {
        entity.recent.write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IOException if the state is damaged, of a newer version, or of another model or entity
   */
  Entity read(Detector detector, SavedState saved, MemoryBudget memory) throws IOException {
    Entity entity = read(detector, saved.bytes(), memory);
    if (!entity.key.equals(saved.key()) || entity.revision != saved.revision()) {
      throw new IOException(
          "the state is that of " + entity.key + " in revision " + entity.revision);
    }
    return entity;
  }

  /**
   * @throws IOException if the state is damaged, of a newer version, or of another model
   */
  Entity read(Detector detector, byte[] state, MemoryBudget memory) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
      int version = in.readUnsignedByte();
      if (version > VERSION) {
        throw new IOException(
            "the state has version " + version + ", newer than " + VERSION + ": upgrade first");
      }
      Entity entity = new Entity(labels(text(in)), detector, memory);
      entity.revision = in.readLong();
      entity.points = in.readLong();
      entity.lastPointAt = in.readLong();
      entity.lastSaidAt = version == 1 ? entity.lastPointAt : in.readLong();
      entity.lastValue = in.readDouble();
      entity.lastScore = in.readDouble();
      entity.episode.read(in, version);
      String anomaly = text(in);
      entity.anomaly = anomaly.isEmpty() ? null : json.read(anomaly, Anomaly.class);
      entity.model = EntityModel.read(detector.modelSpec(entity.key), in);
      if (version > 1) {
        entity.lessons = Lessons.read(in);
      }
      if (in.readBoolean()) {
        entity.recent.read(in, version);
      }
      return entity;
    } catch (IllegalStateException | InvalidInputException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Labels labels(String text) {
    return Labels.read(json.read(text), "entity");
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a text of the state has an impossible length: " + length);
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
