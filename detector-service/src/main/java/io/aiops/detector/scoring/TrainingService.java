package io.aiops.detector.scoring;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.detector.Detector;
import io.aiops.detector.json.Labels;
import io.aiops.detector.model.EntityModel;
import io.aiops.detector.model.NotEnoughPointsException;
import io.aiops.detector.model.Training;
import io.aiops.detector.problem.InvalidInputException;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.problem.UnprocessableException;
import io.aiops.detector.store.Tx;

/** Replaces what is known about an entity by what given points teach. */
@ApplicationScoped
public class TrainingService {

  private static final Logger LOG = Logger.getLogger(TrainingService.class);

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
   * What points taught, before an entity goes on with it.
   *
   * @param lastPointAt of the points, epoch milliseconds; {@link Entity#NEVER} where they had none
   */
  private record Taught(Labels labels, EntityModel model, Outcome outcome, long lastPointAt) {}

  /**
   * What became of the series of a training.
   *
   * @param trained those that go on with what they were taught
   * @param tooFewPoints those whose model needs more
   * @param withoutRoom those beyond the limit of entities or memory
   */
  public record Summary(int trained, int tooFewPoints, int withoutRoom) {}

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
    Detector detector = live.detector();
    Taught taught = teach(detector, batch.entity(), times, points, timed);
    return scoring.withEntity(
        live,
        () -> live.entity(batch.entity()),
        entity ->
            goOn(
                live,
                entity,
                stillFits(detector, live)
                    ? taught
                    : teach(live.detector(), batch.entity(), times, points, timed)));
  }

  private Outcome goOn(LiveDetector live, Entity entity, Taught taught) {
    List<AnomalyChange> ended = new ArrayList<>();
    goOn(live, entity, taught, taught.lastPointAt(), ended);
    scoring.commit(live, List.of(entity), ended, tx -> {});
    return taught.outcome();
  }

  /**
   * Trains many entities, and stores all of it in one transaction. Points keep coming meanwhile:
   * what takes long is done before any of the entities has to wait.
   *
   * @param more what else is to be stored with it
   */
  public void trainAll(String detectorId, List<Observations.Series> lessons, Completion more) {
    LiveDetector live = engine.get(detectorId);
    scoring.refuseWithoutStorage();
    Detector detector = live.detector();
    List<Taught> taught = teachAll(detector, lessons);
    live.inTurn(
        () ->
            goOn(
                live,
                stillFits(detector, live) ? taught : teachAll(live.detector(), lessons),
                lessons.size(),
                more));
  }

  /** Whether what was taught under a definition means something under the present one. */
  private static boolean stillFits(Detector taughtUnder, LiveDetector live) {
    return !taughtUnder.definition().resetsState(live.detector().definition());
  }

  private void goOn(LiveDetector live, List<Taught> taught, int lessons, Completion more) {
    List<Entity> held = new ArrayList<>();
    try {
      engine.refuseGone(live);
      List<AnomalyChange> ended = new ArrayList<>();
      int withoutRoom = 0;
      for (Taught each : taught) {
        Entity entity = entity(live, each.labels());
        if (entity == null) {
          withoutRoom++;
          continue;
        }
        entity.lock.lock();
        held.add(entity);
        restorer.restore(live, entity);
        goOn(live, entity, each, Math.max(entity.lastPointAt, each.lastPointAt()), ended);
      }
      Summary summary = new Summary(held.size(), lessons - taught.size(), withoutRoom);
      scoring.commit(live, held, ended, tx -> more.store(tx, summary));
    } catch (RuntimeException e) {
      scoring.giveUp(live, held);
      throw e;
    } finally {
      held.forEach(entity -> entity.lock.unlock());
    }
  }

  /** Null where there is no room for it. */
  private static Entity entity(LiveDetector live, Labels labels) {
    try {
      return live.entity(labels);
    } catch (UnavailableException e) {
      return null;
    }
  }

  /** Stores what follows from a training of many entities. */
  public interface Completion {
    void store(Tx tx, Summary summary);
  }

  private List<Taught> teachAll(Detector detector, List<Observations.Series> lessons) {
    List<Taught> taught = new ArrayList<>();
    for (Observations.Series lesson : lessons) {
      double[][] points = new double[lesson.values().length][];
      for (int i = 0; i < points.length; i++) {
        points[i] = new double[] {lesson.values()[i]};
      }
      try {
        taught.add(teach(detector, lesson.labels(), lesson.times(), points, true));
      } catch (UnprocessableException e) {
        LOG.debugf("A series is not trained: detector=%s %s", detector.id(), e.getMessage());
      }
    }
    return taught;
  }

  private static Taught teach(
      Detector detector, Labels labels, long[] times, double[][] points, boolean timed) {
    long start = System.nanoTime();
    EntityModel model = EntityModel.create(detector.modelSpec(labels.key()));
    Training training;
    try {
      training = model.train(times, points);
    } catch (NotEnoughPointsException e) {
      throw new UnprocessableException("not-enough-points", e.getMessage());
    }
    double milliseconds = (System.nanoTime() - start) / NANOS_PER_MILLI;
    long last = timed ? times[times.length - 1] : Entity.NEVER;
    return new Taught(labels, model, new Outcome(training, milliseconds), last);
  }

  /** Lets an entity forget what it knew for what was taught; the caller holds its lock. */
  private void goOn(
      LiveDetector live,
      Entity entity,
      Taught taught,
      long lastPointAt,
      List<AnomalyChange> ended) {
    new AnomalyTracker(live, entity).abandoned(clock.instant()).ifPresent(ended::add);
    long count = entity.points;
    entity.forget(live.detector(), live.memory());
    entity.points = count;
    entity.model = taught.model();
    entity.adopt(live.detector().definition());
    entity.lastPointAt = lastPointAt;
    entity.lastSaidAt = lastPointAt;
    entity.changed = true;
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
