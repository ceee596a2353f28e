package io.aiops.detector.scoring;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.anomaly.AnomalyStore;
import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.json.Times;
import io.aiops.detector.problem.InvalidInputException;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.Tx;

/**
 * Scores points: one writer per entity at a time, different entities side by side. What happens to
 * anomalies commits with the state of the entities that it happened to, before anybody is told.
 */
@ApplicationScoped
public class ScoringService {

  /** Clocks of senders may be off by this much. */
  private static final Duration FARTHEST_AHEAD = Duration.ofHours(1);

  private static final double NANOS_PER_MILLI = 1e6;

  private final Engine engine;
  private final Ownership ownership;
  private final Database database;
  private final AnomalyStore anomalies;
  private final SnapshotStore snapshots;
  private final EntityCodec codec;
  private final StateRestorer restorer;
  private final ScoringMetrics metrics;
  private final Retrainings retrainings;
  private final Instance<CheckpointParticipant> participants;
  private final Clock clock;

  public ScoringService(
      Engine engine,
      Ownership ownership,
      Database database,
      AnomalyStore anomalies,
      SnapshotStore snapshots,
      EntityCodec codec,
      StateRestorer restorer,
      ScoringMetrics metrics,
      Retrainings retrainings,
      Instance<CheckpointParticipant> participants,
      Clock clock) {
    this.engine = engine;
    this.ownership = ownership;
    this.database = database;
    this.anomalies = anomalies;
    this.snapshots = snapshots;
    this.codec = codec;
    this.restorer = restorer;
    this.metrics = metrics;
    this.retrainings = retrainings;
    this.participants = participants;
    this.clock = clock;
  }

  /**
   * Takes pushed points in order.
   *
   * @param dryRun whether to leave everything as it is
   */
  Scored detect(LiveDetector live, PointBatch batch, boolean dryRun) {
    refuseFuture(batch.times());
    if (dryRun) {
      return score(live, copy(live, batch), batch, new ArrayList<>());
    }
    long start = System.nanoTime();
    Scored scored =
        withEntity(
            live,
            () -> live.entity(batch.entity()),
            entity -> {
              List<AnomalyChange> changes = new ArrayList<>();
              Scored result = score(live, entity, batch, changes);
              if (!changes.isEmpty() || retrainings.news(entity)) {
                commit(live, List.of(entity), changes, tx -> {});
              }
              retrainings.settle(entity);
              return result;
            });
    measured(live, batch.size(), System.nanoTime() - start);
    return scored;
  }

  /** Notes that something came in, if only that there was nothing in an interval. */
  void arrived(LiveDetector live) {
    live.lastArrival = clock.millis();
  }

  void measured(LiveDetector live, int points, long nanos) {
    if (points > 0) {
      arrived(live);
      live.latency.add(nanos / NANOS_PER_MILLI / points);
      metrics.scored(points, nanos);
    }
  }

  /** What is done with an entity under its lock. */
  interface Work<T> {
    T run(Entity entity);
  }

  /**
   * Runs under the detector's read lock and the entity's lock, on a state that is stored or newer.
   */
  <T> T withEntity(LiveDetector live, Supplier<Entity> which, Work<T> work) {
    refuseWithoutStorage();
    live.lock.readLock().lock();
    try {
      engine.refuseGone(live);
      Entity entity = which.get();
      entity.lock.lock();
      try {
        restorer.restore(live, entity);
        return work.run(entity);
      } finally {
        entity.lock.unlock();
      }
    } finally {
      live.lock.readLock().unlock();
    }
  }

  /** Without the database nobody scores: what cannot be stored must not be answered. */
  void refuseWithoutStorage() {
    if (database.lastError() != null) {
      throw UnavailableException.storage(database.lastError());
    }
  }

  private Scored score(
      LiveDetector live, Entity entity, PointBatch batch, List<AnomalyChange> changes) {
    Scorer scorer = new Scorer(live, entity, changes);
    double[] point = new double[batch.dimensions()];
    long[] times = new long[batch.size()];
    Judgement[] judgements = new Judgement[batch.size()];
    for (int i = 0; i < batch.size(); i++) {
      batch.copy(i, point);
      times[i] = batch.times()[i];
      if (times[i] == PointBatch.NO_TIME) {
        times[i] = Math.max(clock.millis(), entity.lastPointAt + 1);
      }
      judgements[i] = scorer.take(times[i], point, false);
    }
    return new Scored(
        live.detector(),
        batch,
        times,
        judgements,
        entity.model.threshold(),
        batch.single() ? Explanations.shares(live.detector(), entity.model.explain()) : List.of(),
        entity.model.ready(),
        entity.model.progress(),
        entity.model.pointsToReady());
  }

  /** An entity that may be changed without consequence. */
  private Entity copy(LiveDetector live, PointBatch batch) {
    Optional<Entity> present = live.find(batch.entity());
    if (present.isEmpty()) {
      return new Entity(batch.entity(), live.detector(), live.memory());
    }
    byte[] state = withEntity(live, present::get, entity -> codec.write(entity, false));
    try {
      return codec.read(live.detector(), state, live.memory());
    } catch (IOException e) {
      throw new IllegalStateException("a state that was just written cannot be read", e);
    }
  }

  /**
   * Stores changes with the states that they come from. Where that fails the states in memory are
   * given up for the stored ones, so that nothing is known that was not announced.
   */
  void commit(
      LiveDetector live, List<Entity> entities, List<AnomalyChange> changes, Consumer<Tx> more) {
    try {
      store(
          live,
          entities.stream().map(entity -> codec.save(entity, true)).toList(),
          changes,
          tx -> {
            retrainings.announce(tx, live.detector(), entities);
            more.accept(tx);
          });
    } catch (RuntimeException e) {
      giveUp(live, entities);
      throw e;
    }
  }

  /** Stores changes with states, in one transaction. */
  void store(
      LiveDetector live, List<SavedState> states, List<AnomalyChange> changes, Consumer<Tx> more) {
    database.run(
        tx -> {
          ownership.check(tx, live.detector().id());
          changes.forEach(change -> anomalies.save(tx, change));
          snapshots.append(tx, live, states);
          more.accept(tx);
        });
    live.anomalies.addAndGet(
        changes.stream().filter(change -> change.kind() == AnomalyChange.Kind.DETECTED).count());
  }

  /**
   * Gives up the states in memory for the stored ones, and has the points since then fetched again.
   * The caller holds the locks of the entities, so that nobody meets one before all went back.
   */
  void giveUp(LiveDetector live, List<Entity> entities) {
    entities.forEach(entity -> entity.broken = true);
    if (live.logs() != null) {
      live.logs().broken = true;
    }
    participants.forEach(participant -> participant.rewind(live.detector().id()));
  }

  void refuseFuture(long[] times) {
    long latest = clock.millis() + FARTHEST_AHEAD.toMillis();
    for (int i = 0; i < times.length; i++) {
      if (times[i] > latest) {
        throw InvalidInputException.of(
            times.length == 1 ? "timestamp" : "timestamps[" + i + "]",
            "must not be more than an hour ahead of the time here, "
                + Times.format(Instant.ofEpochMilli(clock.millis())));
      }
    }
  }
}
