package io.aiops.detector.scoring;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.model.EntityModel;
import io.aiops.detector.model.Score;
import io.aiops.detector.store.Tx;

/**
 * The entity of an anomaly while people's words about it are taken in. Its locks are held; nothing
 * of it counts before {@link #commit}.
 */
public final class Pupil {

  /** Points that show where the level is now; as many as make a new level unasked. */
  private static final int NOW = 120;

  private final LiveDetector live;
  private final Entity entity;
  private final Anomaly anomaly;
  private final Keeper keeper;
  private final List<AnomalyChange> changes = new ArrayList<>();
  private boolean changed;

  /** Stores an entity, where it has changed, with what belongs to it. */
  interface Keeper {
    void store(Entity entity, List<AnomalyChange> changes, boolean changed, Consumer<Tx> more);
  }

  /**
   * @param entity null where it is gone
   */
  Pupil(LiveDetector live, Entity entity, Anomaly anomaly, Keeper keeper) {
    this.live = live;
    this.entity = entity;
    this.anomaly = anomaly;
    this.keeper = keeper;
  }

  /** Whether the entity is there and its model knows enough to be taught. */
  public boolean ready() {
    return entity != null && entity.model.ready();
  }

  /** Names the training that the model comes from; 0 where there is no model. */
  public long trainedAt() {
    return entity == null ? 0 : entity.model.trainedAt();
  }

  /** Whether the anomaly is the one that the entity is in now. */
  public boolean open() {
    return entity != null && entity.anomaly != null && entity.anomaly.id().equals(anomaly.id());
  }

  /** The points of the anomaly that are still in memory, oldest first. */
  public Lesson remembered() {
    if (entity == null) {
      return Lesson.NONE;
    }
    long end = anomaly.endedAt() == null ? Long.MAX_VALUE : anomaly.endedAt().toEpochMilli() - 1;
    return Lesson.of(entity.recent, anomaly.startedAt().toEpochMilli(), end);
  }

  /**
   * Teaches points fully that were learnt with the little trust in points of an anomaly; those of
   * the rest of it will be trusted as well.
   *
   * @return how many were taught
   */
  public int teach(Lesson lesson) {
    modelChanged();
    if (open()) {
      entity.lessons.trust();
    }
    return entity.model.teach(
        lesson.times(),
        lesson.points(),
        lesson.usual(),
        entity.lastPointAt,
        1 - Episode.TRUST_INSIDE);
  }

  /**
   * Moves the level to the last points of the anomaly, where it is still open.
   *
   * @param lesson all of its points
   * @return what is to be taught now
   */
  public Lesson settle(Lesson lesson) {
    Lesson now = lesson.last(NOW);
    if (!open() || now.size() == 0) {
      return lesson;
    }
    modelChanged();
    entity.model.settle(now.times(), now.points(), now.usual());
    return lesson.anew();
  }

  /** Ends the open anomaly if a point like the last one would be normal by now. */
  public void resolveIfNormal() {
    if (open() && normal()) {
      resolve();
    }
  }

  /** Ends the anomaly, where it is open. */
  public void resolve() {
    if (open()) {
      change();
      changes.add(new AnomalyTracker(live, entity).settled());
    }
  }

  private boolean normal() {
    Lesson last = remembered().last(1);
    if (last.size() == 0) {
      return false;
    }
    EntityModel copy = copy();
    long next = entity.lastPointAt + live.detector().definition().interval().toMillis();
    Score score = copy.score(next, last.points()[0], 1);
    return score.alarmScore() < copy.threshold()
        && score.score() < copy.releaseLevel()
        && Math.abs(score.deviation()) <= 1;
  }

  private EntityModel copy() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      entity.model.write(new DataOutputStream(bytes));
      return EntityModel.read(
          live.detector().modelSpec(entity.key),
          new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new IllegalStateException("a state that was just written cannot be read", e);
    }
  }

  /** Whether it can be tolerated at all: it has a size, and its entity is there. */
  public boolean tolerable() {
    return entity != null && tolerance().isPresent();
  }

  /** Whether the entity has as many tolerances as it may have. */
  public boolean full() {
    return entity != null && entity.lessons.isFull();
  }

  /** Tolerates from now on what resembles the anomaly; it must be {@link #tolerable}. */
  public Tolerated tolerate() {
    Tolerance tolerance = tolerance().orElseThrow();
    change();
    entity.lessons.add(tolerance);
    List<String> features = live.detector().definition().features();
    return new Tolerated(
        tolerance.kind(),
        tolerance.direction().isEmpty() ? null : tolerance.direction(),
        tolerance.feature() < 0 || features.isEmpty() ? null : features.get(tolerance.feature()),
        tolerance.size(),
        tolerance.upTo());
  }

  private Optional<Tolerance> tolerance() {
    if (anomaly.kind().equals(Tolerance.ABSENCE)) {
      return Optional.of(absence());
    }
    boolean measured =
        anomaly.value() != null && anomaly.expected() != null && anomaly.upper() != null;
    int feature = feature();
    if (!anomaly.kind().equals(Tolerance.DEVIATION) || !measured || feature < 0) {
      return Optional.empty();
    }
    double deviation = Lessons.deviation(anomaly.value(), anomaly.expected(), anomaly.upper());
    boolean inside = Math.abs(deviation) <= Tolerance.INSIDE_BAND;
    return Optional.of(
        new Tolerance(
            anomaly.id(),
            Tolerance.DEVIATION,
            inside ? "" : Tolerance.direction(deviation),
            feature,
            inside ? Tolerance.INSIDE_BAND : Math.min(Double.MAX_VALUE, Math.abs(deviation)),
            entity.lastPointAt));
  }

  private Tolerance absence() {
    long end = anomaly.endedAt() == null ? entity.lastPointAt : anomaly.endedAt().toEpochMilli();
    Duration lasted = Duration.ofMillis(end - anomaly.startedAt().toEpochMilli());
    long points = Math.max(1, lasted.dividedBy(live.detector().definition().interval()));
    long counted = anomaly.endedAt() == null ? points + 1 : points;
    return new Tolerance(anomaly.id(), Tolerance.ABSENCE, "", -1, counted, entity.lastPointAt);
  }

  /** The feature that deviated most: the largest contribution is that of it. */
  private int feature() {
    List<String> features = live.detector().definition().features();
    if (features.isEmpty()) {
      return 0;
    }
    return anomaly.contributions().isEmpty()
        ? -1
        : features.indexOf(anomaly.contributions().get(0).name());
  }

  /** Whether a tolerance stands that was made of the anomaly. */
  public boolean tolerates() {
    return entity != null && entity.lessons.of(anomaly.id()).isPresent();
  }

  /** Takes the tolerance back that was made of the anomaly. */
  public void alarmAgain() {
    if (tolerates()) {
      change();
      entity.lessons.remove(anomaly.id());
    }
  }

  /** Whether the anomaly is that of a new pattern of lines. */
  public boolean ofPattern() {
    return live.logs() != null && anomaly.kind().equals(LogNews.CLASS);
  }

  /** Whether its pattern is one that people know. */
  public boolean knowsPattern() {
    return live.logs() != null && live.logs().patterns.has(anomaly.id());
  }

  /** Takes its pattern for known: where it was forgotten and comes again it is no news. */
  public void knowPattern() {
    live.logs().patterns.add(anomaly.id(), anomaly.entity().getOrDefault(LogState.TEMPLATE, ""));
    live.logs().changed = true;
    changed = true;
  }

  /** Its pattern is news again where it comes again. */
  public void forgetPattern() {
    if (knowsPattern()) {
      live.logs().patterns.remove(anomaly.id());
      live.logs().changed = true;
      changed = true;
    }
  }

  /** From here on the model is not the one that it was: what was compared with that is void. */
  private void modelChanged() {
    change();
  }

  private void change() {
    changed = true;
    entity.changed = true;
  }

  /**
   * Stores the entity and what happened to its anomaly in one transaction; where that fails, what
   * was taken in is forgotten.
   *
   * @param more what belongs to it
   */
  public void commit(Consumer<Tx> more) {
    keeper.store(entity, changes, changed, more);
  }
}
