package io.aiops.detector.scoring;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.detector.MissingPolicy;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.store.StorageException;

/** Scores what a source said about many entities at once. */
@ApplicationScoped
public class BatchScoring {

  private static final Logger LOG = Logger.getLogger(BatchScoring.class);

  /** A series that has said nothing for so long is gone; its missing points mean nothing more. */
  private static final long GONE_MILLIS = 24 * 3_600_000L;

  private final Engine engine;
  private final ScoringService scoring;
  private final ScoringMetrics metrics;

  public BatchScoring(Engine engine, ScoringService scoring, ScoringMetrics metrics) {
    this.engine = engine;
    this.scoring = scoring;
    this.metrics = metrics;
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
   * @param rewind called where the transaction fails, before any entity goes back to its saved
   *     state
   */
  public Outcome score(
      String detectorId, Observations observations, long quietUntil, Runnable rewind) {
    LiveDetector live = engine.get(detectorId);
    scoring.refuseWithoutStorage();
    long start = System.nanoTime();
    live.lock.readLock().lock();
    live.batch.lock();
    Run run = new Run(live, observations, quietUntil);
    try {
      engine.refuseGone(live);
      run.all();
    } catch (StorageException | UnavailableException e) {
      rewind.run();
      throw e;
    } finally {
      run.unlock();
      live.batch.unlock();
      live.lock.readLock().unlock();
    }
    scoring.measured(live, run.accepted, System.nanoTime() - start);
    metrics.late(run.late);
    return new Outcome(run.accepted, run.late, run.refused);
  }

  private final class Run {
    private final LiveDetector live;
    private final Observations observations;
    private final long quietUntil;
    private final List<AnomalyChange> changes = new ArrayList<>();
    private final List<Entity> held = new ArrayList<>();
    private final double[] point = new double[1];
    private int accepted;
    private int late;
    private int refused;

    Run(LiveDetector live, Observations observations, long quietUntil) {
      this.live = live;
      this.observations = observations;
      this.quietUntil = quietUntil;
    }

    void all() {
      Set<String> seen = new HashSet<>();
      for (Observations.Series series : observations.series()) {
        Entity entity = entity(series);
        if (entity != null) {
          seen.add(entity.key);
          take(entity, series);
        }
      }
      if (live.detector().definition().missing() != MissingPolicy.IGNORE) {
        for (Entity entity : live.all()) {
          if (!seen.contains(entity.key)) {
            take(entity, new Observations.Series(entity.labels, new long[0], new double[0]));
          }
        }
      }
      if (!changes.isEmpty()) {
        scoring.commit(live, held, changes, tx -> {});
      }
    }

    private Entity entity(Observations.Series series) {
      try {
        return live.entity(series.labels());
      } catch (UnavailableException e) {
        if (refused++ == 0) {
          LOG.warnf("Series are ignored: detector=%s %s", live.detector().id(), e.getMessage());
        }
        return null;
      }
    }

    /** An entity with news stays locked until they are stored. */
    private void take(Entity entity, Observations.Series series) {
      entity.lock.lock();
      boolean keep = false;
      try {
        scoring.restoreIfBroken(live, entity);
        int before = changes.size();
        points(entity, series);
        keep = changes.size() > before;
      } finally {
        if (keep) {
          held.add(entity);
        } else {
          entity.lock.unlock();
        }
      }
    }

    private void points(Entity entity, Observations.Series series) {
      Scorer scorer = new Scorer(live.detector(), entity, changes);
      Grid grid = new Grid(live, entity, observations);
      for (int i = 0; i < series.times().length; i++) {
        long time = series.times()[i];
        grid.missingBefore(time).forEach(missing -> one(scorer, missing, Double.NaN));
        one(scorer, time, series.values()[i]);
      }
      grid.missingBefore(Long.MAX_VALUE).forEach(missing -> one(scorer, missing, Double.NaN));
    }

    private void one(Scorer scorer, long time, double value) {
      point[0] = value;
      if (scorer.take(time, point, time <= quietUntil).late()) {
        late++;
      } else {
        accepted++;
      }
    }

    void unlock() {
      held.forEach(entity -> entity.lock.unlock());
    }
  }

  /** The times at which an entity should have had a point, where missing points matter. */
  private static final class Grid {
    private final boolean active;
    private final long interval;
    private final long end;
    private long next;

    Grid(LiveDetector live, Entity entity, Observations observations) {
      interval = live.detector().definition().interval().toMillis();
      end = observations.to();
      long last = entity.lastPointAt;
      active =
          live.detector().definition().missing() != MissingPolicy.IGNORE
              && last != Entity.NEVER
              && end - last < GONE_MILLIS;
      next = Math.floorDiv(Math.max(last, observations.from()), interval) * interval + interval;
    }

    List<Long> missingBefore(long time) {
      List<Long> missing = new ArrayList<>();
      while (active && next < time && next <= end) {
        missing.add(next);
        next += interval;
      }
      if (next <= time && time != Long.MAX_VALUE) {
        next = Math.floorDiv(time, interval) * interval + interval;
      }
      return missing;
    }
  }
}
