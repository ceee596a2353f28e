package io.aiops.detector.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.detector.Definition;
import io.aiops.detector.detector.Detector;
import io.aiops.detector.json.Labels;
import io.aiops.detector.model.EntityModel;
import io.aiops.detector.model.Retrained;

/**
 * One labelled series of a detector and all that is known about it. Guarded by its {@link #lock}.
 */
final class Entity {

  /** Time of the last point where there was none yet. */
  static final long NEVER = Long.MIN_VALUE;

  private static final long OVERHEAD_BYTES = 400;

  final Labels labels;
  final String key;
  final ReentrantLock lock = new ReentrantLock();

  /** Null while the entity rests. */
  EntityModel model;

  Episode episode = new Episode();

  /** Null while the entity rests. */
  RecentPoints recent;

  /** What is known of the model while it rests in its saved state; else null. */
  private volatile Learnt resting;

  /** Rounds of checkpoints since the last point. */
  int idleRounds;

  /** Retrainings that have ended and are still to be announced or counted. */
  final List<Retrained> retrained = new ArrayList<>();

  /** What people said; it outlives a training, because it is not learnt from points. */
  Lessons lessons = new Lessons();

  /** The announced anomaly of the open episode; null while none is. */
  Anomaly anomaly;

  /** What the anomaly falls under; null while none has been. */
  Silence silence;

  long lastPointAt = NEVER;

  /** Time of the last point that was there: missing ones that were filled in are none. */
  long lastSaidAt = NEVER;

  long points;
  double lastValue = Double.NaN;
  double lastScore;

  /** Counts the saved states: of two, the later one has the higher number. */
  long revision;

  /** Whether it has changed since it was last saved. */
  volatile boolean changed;

  /** Whether it was last saved without its points for charts. */
  volatile boolean savedWithoutPoints;

  /** Whether memory is ahead of a commit that failed, so that the saved state is the true one. */
  boolean broken;

  Entity(Labels labels, Detector detector, MemoryBudget memory) {
    this.labels = labels;
    this.key = labels.key();
    forget(detector, memory);
  }

  /** Starts to learn from nothing. */
  void forget(Detector detector, MemoryBudget memory) {
    model = EntityModel.create(detector.modelSpec(key));
    resting = null;
    idleRounds = 0;
    episode = new Episode();
    lessons.episodeEnded();
    recent = new RecentPoints(detector.definition().dimensions(), memory);
    anomaly = null;
    lastPointAt = NEVER;
    lastSaidAt = NEVER;
    lastValue = Double.NaN;
    lastScore = 0;
    retrained.clear();
    broken = false;
  }

  /** Goes on under a changed definition that leaves its state valid; a resting one reads it so. */
  void adopt(Definition definition) {
    if (rests()) {
      return;
    }
    model.alertBudget(definition.alertBudgetPerWeek());
    model.retrain(definition.retrain().rule());
  }

  /** Takes over the state of another one; the count of saved states goes on. */
  void become(Entity other) {
    model = other.model;
    resting = null;
    idleRounds = 0;
    episode = other.episode;
    recent = other.recent;
    lessons = other.lessons;
    anomaly = other.anomaly;
    lastPointAt = other.lastPointAt;
    lastSaidAt = other.lastSaidAt;
    points = other.points;
    lastValue = other.lastValue;
    lastScore = other.lastScore;
    revision = Math.max(revision, other.revision);
    retrained.clear();
    broken = false;
  }

  /** Whether something of it would be lost, its points for charts included or not. */
  boolean unsaved(boolean withPoints) {
    return changed || (withPoints && savedWithoutPoints);
  }

  /** Whether only its saved state knows the model and the points for charts. */
  boolean rests() {
    return resting != null;
  }

  /** Nothing may be open of it, and its saved state must be the true one. */
  boolean mayRest() {
    return !rests() && !changed && !broken && anomaly == null && !episode.isOpen();
  }

  /** Frees the memory of the model and of the points for charts, which must be saved. */
  void rest() {
    resting = Learnt.of(model);
    model = null;
    recent = null;
  }

  Learnt learnt() {
    return rests() ? resting : Learnt.of(model);
  }

  long memoryBytes() {
    long bytes = OVERHEAD_BYTES + 2L * key.length() + lessons.memoryBytes();
    return rests() ? bytes : bytes + model.memoryBytes() + recent.memoryBytes();
  }
}
