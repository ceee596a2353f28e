package io.aiops.detector.scoring;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.model.EntityModel;
import io.aiops.detector.model.NotEnoughPointsException;
import io.aiops.detector.model.Training;
import io.aiops.detector.problem.InvalidInputException;
import io.aiops.detector.problem.UnprocessableException;
import io.aiops.detector.store.Tx;

/** Replaces what is known about an entity by what given points teach. */
@ApplicationScoped
public class TrainingService {

  private static final double NANOS_PER_MILLI = 1e6;

  private final Engine engine;
  private final ScoringService scoring;
  private final StateRestorer restorer;
  private final Clock clock;

  public TrainingService(
      Engine engine, ScoringService scoring, StateRestorer restorer, Clock clock) {
    this.engine = engine;
    this.scoring = scoring;
    this.restorer = restorer;
    this.clock = clock;
  }

  /** A training and how long it took. */
  record Outcome(Training training, double milliseconds) {}

  /**
   * @throws UnprocessableException where the model needs more points; nothing is changed then
   */
  Outcome train(LiveDetector live, PointBatch batch) {
    scoring.refuseFuture(batch.times());
    boolean timed = batch.timed();
    long[] times = timed ? batch.times() : evenly(live, batch.size());
    refuseUnordered(times);
    double[][] points = new double[batch.size()][batch.dimensions()];
    for (int i = 0; i < points.length; i++) {
      batch.copy(i, points[i]);
    }
    return scoring.withEntity(
        live,
        () -> live.entity(batch.entity()),
        entity -> train(live, entity, times, points, timed));
  }

  private Outcome train(
      LiveDetector live, Entity entity, long[] times, double[][] points, boolean timed) {
    List<AnomalyChange> ended = new ArrayList<>();
    Outcome outcome = learn(live, entity, times, points, ended);
    entity.lastPointAt = timed ? times[times.length - 1] : Entity.NEVER;
    entity.lastSaidAt = entity.lastPointAt;
    scoring.commit(live, List.of(entity), ended, tx -> {});
    return outcome;
  }

  /**
   * Trains many entities, and stores all of it in one transaction.
   *
   * @param more what else is to be stored with it, given how many were trained and how many had too
   *     few points
   */
  public void trainAll(String detectorId, List<Observations.Series> lessons, Completion more) {
    LiveDetector live = engine.get(detectorId);
    scoring.refuseWithoutStorage();
    live.inTurn(() -> trainAll(live, lessons, more));
  }

  private void trainAll(LiveDetector live, List<Observations.Series> lessons, Completion more) {
    List<Entity> held = new ArrayList<>();
    try {
      engine.refuseGone(live);
      List<AnomalyChange> ended = new ArrayList<>();
      List<Entity> trained = new ArrayList<>();
      for (Observations.Series lesson : lessons) {
        Entity entity = live.entity(lesson.labels());
        entity.lock.lock();
        held.add(entity);
        restorer.restore(live, entity);
        if (learn(live, entity, lesson, ended)) {
          trained.add(entity);
        }
      }
      int skipped = lessons.size() - trained.size();
      scoring.commit(live, trained, ended, tx -> more.store(tx, trained.size(), skipped));
    } catch (RuntimeException e) {
      scoring.giveUp(live, held);
      throw e;
    } finally {
      held.forEach(entity -> entity.lock.unlock());
    }
  }

  /** Stores what follows from a training of many entities. */
  public interface Completion {
    void store(Tx tx, int trained, int skipped);
  }

  private boolean learn(
      LiveDetector live, Entity entity, Observations.Series lesson, List<AnomalyChange> ended) {
    double[][] points = new double[lesson.values().length][];
    for (int i = 0; i < points.length; i++) {
      points[i] = new double[] {lesson.values()[i]};
    }
    long last = entity.lastPointAt;
    try {
      learn(live, entity, lesson.times(), points, ended);
    } catch (UnprocessableException e) {
      return false;
    }
    entity.lastPointAt = Math.max(last, lesson.times()[points.length - 1]);
    entity.lastSaidAt = entity.lastPointAt;
    return true;
  }

  private Outcome learn(
      LiveDetector live,
      Entity entity,
      long[] times,
      double[][] points,
      List<AnomalyChange> ended) {
    long start = System.nanoTime();
    EntityModel model = EntityModel.create(live.detector().modelSpec(entity.key));
    Training training;
    try {
      training = model.train(times, points);
    } catch (NotEnoughPointsException e) {
      throw new UnprocessableException("not-enough-points", e.getMessage());
    }
    double milliseconds = (System.nanoTime() - start) / NANOS_PER_MILLI;
    new AnomalyTracker(live, entity).abandoned(clock.instant()).ifPresent(ended::add);
    long count = entity.points;
    entity.forget(live.detector(), live.memory());
    entity.points = count;
    entity.model = model;
    entity.changed = true;
    return new Outcome(training, milliseconds);
  }

  /** Times for points that were sent without any: at the detector's interval, up to now. */
  private long[] evenly(LiveDetector live, int size) {
    long interval = live.detector().definition().interval().toMillis();
    long[] times = new long[size];
    for (int i = 0; i < size; i++) {
      times[i] = clock.millis() - interval * (size - 1 - i);
    }
    return times;
  }

  private static void refuseUnordered(long[] times) {
    for (int i = 1; i < times.length; i++) {
      if (times[i] <= times[i - 1]) {
        throw InvalidInputException.of(
            "timestamps[" + i + "]",
            "must be after the one before it; training takes them in order");
      }
    }
  }
}
