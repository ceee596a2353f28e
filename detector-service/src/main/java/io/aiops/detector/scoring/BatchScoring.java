package io.aiops.detector.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.config.AiopsConfig;

/** Scores what a source said about many entities at once. */
@ApplicationScoped
public class BatchScoring {

  private static final Logger LOG = Logger.getLogger(BatchScoring.class);

  private final Engine engine;
  private final ScoringService scoring;
  private final StateRestorer restorer;
  private final ScoringMetrics metrics;
  private final Retrainings retrainings;
  private final long retireMillis;

  public BatchScoring(
      Engine engine,
      ScoringService scoring,
      StateRestorer restorer,
      ScoringMetrics metrics,
      Retrainings retrainings,
      AiopsConfig config) {
    this.engine = engine;
    this.scoring = scoring;
    this.restorer = restorer;
    this.metrics = metrics;
    this.retrainings = retrainings;
    this.retireMillis = config.limits().retireAfter().toMillis();
  }

  /**
   * How many points counted.
   *
   * @param late points that were not after their entity's last one
   * @param refused series beyond the limit of entities
   */
  public record Outcome(int accepted, int late, int refused) {}

  /**
   * Learns and judges a batch. One transaction stores all that happens to anomalies, with the
   * states of their entities.
   *
   * @param quietUntil points up to this time teach, but open no anomalies; epoch milliseconds
   * @param follows refuses the batch where it does not follow on the states, which may have gone
   *     back since it was asked for
   */
  public Outcome score(
      String detectorId, Observations observations, long quietUntil, Runnable follows) {
    LiveDetector live = engine.get(detectorId);
    scoring.refuseWithoutStorage();
    long start = System.nanoTime();
    Run run = new Run(live, observations, quietUntil, follows);
    live.inTurn(run::all);
    SeriesWalk walk = run.walk;
    scoring.measured(live, walk.accepted(), System.nanoTime() - start);
    metrics.late(walk.late());
    if (walk.refused() == 0) {
      live.refusedEntities.set(0);
    }
    return new Outcome(walk.accepted(), walk.late(), walk.refused());
  }

  private final class Run implements SeriesWalk.Keeper {
    private final LiveDetector live;
    private final Runnable follows;
    private final List<AnomalyChange> changes = new ArrayList<>();
    private final List<Entity> held = new ArrayList<>();
    private final SeriesWalk walk;

    Run(LiveDetector live, Observations observations, long quietUntil, Runnable follows) {
      this.live = live;
      this.follows = follows;
      this.walk = new SeriesWalk(live, observations, quietUntil, retireMillis, changes, this);
    }

    /** What is done and not stored is given up: it must not be known and never announced. */
    void all() {
      try {
        engine.refuseGone(live);
        takeAndStore();
      } finally {
        held.forEach(entity -> entity.lock.unlock());
      }
    }

    private void takeAndStore() {
      try {
        walk.all();
      } catch (RuntimeException e) {
        scoring.giveUp(live, held);
        throw e;
      }
      if (!held.isEmpty()) {
        changes.sort(Comparator.comparing(AnomalyChange::at));
        scoring.commit(live, held, changes, tx -> {});
        held.forEach(retrainings::settle);
      }
    }

    @Override
    public void wake(List<Entity> known) {
      restorer.wake(live, known);
    }

    @Override
    public void refused(String why) {
      LOG.warnf("Series are ignored: detector=%s %s", live.detector().id(), why);
    }

    /** An entity with news stays locked until they are stored. */
    @Override
    public void take(Entity entity, Runnable points) {
      entity.lock.lock();
      boolean keep = false;
      try {
        follows.run();
        restorer.restore(live, entity);
        int before = changes.size();
        points.run();
        keep = changes.size() > before || retrainings.news(entity);
      } catch (RuntimeException e) {
        scoring.giveUp(live, List.of(entity));
        throw e;
      } finally {
        if (keep) {
          held.add(entity);
        } else {
          retrainings.settle(entity);
          entity.lock.unlock();
        }
      }
    }
  }
}
