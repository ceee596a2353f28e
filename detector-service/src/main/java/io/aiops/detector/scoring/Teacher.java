package io.aiops.detector.scoring;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.json.Labels;
import io.aiops.detector.store.Tx;

/** Lets people's words change what is known about an entity, under the same locks as its points. */
@ApplicationScoped
public class Teacher {

  private final Engine engine;
  private final ScoringService scoring;
  private final StateRestorer restorer;
  private final EntityCodec codec;

  public Teacher(Engine engine, ScoringService scoring, StateRestorer restorer, EntityCodec codec) {
    this.engine = engine;
    this.scoring = scoring;
    this.restorer = restorer;
    this.codec = codec;
  }

  /**
   * Works on the entity of an anomaly.
   *
   * @throws io.aiops.detector.problem.NotFoundException where its detector is gone
   * @throws io.aiops.detector.problem.UnavailableException where its detector is elsewhere, or
   *     nothing can be stored
   */
  public <T> T with(Anomaly anomaly, Function<Pupil, T> work) {
    LiveDetector live = engine.get(anomaly.detectorId());
    scoring.refuseWithoutStorage();
    return live.logs() == null ? ofValues(live, anomaly, work) : ofLines(live, anomaly, work);
  }

  private <T> T ofValues(LiveDetector live, Anomaly anomaly, Function<Pupil, T> work) {
    live.lock.readLock().lock();
    try {
      engine.refuseGone(live);
      return held(
          live,
          anomaly,
          (entity, changes, changed, more) -> {
            if (changed) {
              scoring.commit(live, List.of(entity), changes, more);
            } else {
              scoring.store(live, List.of(), changes, more);
            }
          },
          work);
    } finally {
      live.lock.readLock().unlock();
    }
  }

  private <T> T ofLines(LiveDetector live, Anomaly anomaly, Function<Pupil, T> work) {
    AtomicReference<T> result = new AtomicReference<>();
    live.inTurn(
        () -> {
          engine.refuseGone(live);
          if (live.logs().broken) {
            engine.reload(live);
          }
          result.set(
              held(
                  live,
                  anomaly,
                  (entity, changes, changed, more) -> storeLines(live, changes, changed, more),
                  work));
        });
    return result.get();
  }

  private void storeLines(
      LiveDetector live, List<AnomalyChange> changes, boolean changed, Consumer<Tx> more) {
    try {
      List<SavedState> states =
          changed ? live.logs().saveAll(live, codec, false) : List.<SavedState>of();
      scoring.store(live, states, changes, more);
    } catch (RuntimeException e) {
      if (changed) {
        scoring.giveUp(live, List.of());
      }
      throw e;
    }
  }

  private <T> T held(
      LiveDetector live, Anomaly anomaly, Pupil.Keeper keeper, Function<Pupil, T> work) {
    Entity entity = live.find(Labels.of(anomaly.entity())).orElse(null);
    if (entity == null) {
      return work.apply(new Pupil(live, null, anomaly, keeper));
    }
    entity.lock.lock();
    try {
      restorer.restore(live, entity);
      return work.apply(new Pupil(live, entity, anomaly, keeper));
    } finally {
      entity.lock.unlock();
    }
  }
}
