package io.aiops.detector.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.detector.MissingPolicy;
import io.aiops.detector.problem.UnavailableException;

/** Scores what a source said about many entities at once. */
@ApplicationScoped
public class BatchScoring {

  private static final Logger LOG = Logger.getLogger(BatchScoring.class);

  /**
   * A series that has said nothing for so long is gone: its missing points mean nothing more, and
   * its anomaly is over.
   */
  private static final long GONE_MILLIS = 24 * 3_600_000L;

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
    scoring.measured(live, run.accepted, System.nanoTime() - start);
    metrics.late(run.late);
    return new Outcome(run.accepted, run.late, run.refused);
  }

  private final class Run {
    private final LiveDetector live;
    private final Observations observations;
    private final long quietUntil;
    private final Runnable follows;
    private final List<AnomalyChange> changes = new ArrayList<>();
    private final List<Entity> held = new ArrayList<>();
    private final double[] point = new double[1];
    private int accepted;
    private int late;
    private int refused;

    Run(LiveDetector live, Observations observations, long quietUntil, Runnable follows) {
      this.live = live;
      this.observations = observations;
      this.quietUntil = quietUntil;
      this.follows = follows;
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
        takeAll();
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

    private void takeAll() {
      Set<String> seen = new HashSet<>();
      List<Observations.Series> all = inOrderOfAppearance();
      restorer.wake(live, known(all));
      for (Observations.Series series : all) {
        Entity entity = entity(series);
        if (entity != null) {
          seen.add(entity.key);
          take(entity, series);
        }
      }
      boolean absenceMatters = live.detector().definition().missing() != MissingPolicy.IGNORE;
      for (Entity entity : live.all()) {
        if (seen.contains(entity.key)) {
          continue;
        }
        if (retired(entity, observations.from())) {
          live.retire(entity);
        } else if (entity.episode.isOpen()
            || (absenceMatters && !silent(entity, observations.from(), GONE_MILLIS))) {
          take(entity, new Observations.Series(entity.labels, new long[0], new double[0]));
        }
      }
    }

    /** The entities that are there already; one that was gone for too long starts anew. */
    private List<Entity> known(List<Observations.Series> all) {
      List<Entity> known = new ArrayList<>();
      for (Observations.Series series : all) {
        Entity entity = live.find(series.labels()).orElse(null);
        if (entity != null && retired(entity, series.times()[0])) {
          live.retire(entity);
        } else if (entity != null) {
          known.add(entity);
        }
      }
      return known;
    }

    /** Whether the entity is to be forgotten at a time: what is open of it ends first. */
    private boolean retired(Entity entity, long time) {
      return silent(entity, time, retireMillis) && !entity.episode.isOpen();
    }

    /** Whether the entity had said nothing for so long at a time. */
    private static boolean silent(Entity entity, long time, long millis) {
      return entity.lastSaidAt != Entity.NEVER && time - entity.lastSaidAt >= millis;
    }

    /** Where not all find room, the same ones do, whether a range comes in one batch or many. */
    private List<Observations.Series> inOrderOfAppearance() {
      return observations.series().stream()
          .filter(series -> series.times().length > 0)
          .sorted(Comparator.comparingLong(series -> series.times()[0]))
          .toList();
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
        follows.run();
        restorer.restore(live, entity);
        int before = changes.size();
        points(entity, series);
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

    private void points(Entity entity, Observations.Series series) {
      Scorer scorer = new Scorer(live, entity, changes);
      Grid grid = new Grid(live, entity, observations);
      for (int i = 0; i < series.times().length; i++) {
        long time = series.times()[i];
        absences(entity, scorer, grid.missingBefore(time), time);
        point[0] = series.values()[i];
        count(scorer.take(time, point, time <= quietUntil));
      }
      absences(entity, scorer, grid.missingAtTheEnd(), observations.to());
    }

    /** The missing points before a time, and the end of a series that is gone by then. */
    private void absences(Entity entity, Scorer scorer, List<Long> times, long before) {
      times.forEach(time -> count(scorer.absent(time, time <= quietUntil)));
      long gone = entity.lastSaidAt + GONE_MILLIS;
      if (entity.lastSaidAt != Entity.NEVER && before >= gone && entity.episode.isOpen()) {
        scorer.gone(gone);
      }
    }

    private void count(Judgement judgement) {
      if (judgement.late()) {
        late++;
      } else {
        accepted++;
      }
    }
  }

  /**
   * The times at which an entity should have had a point, where missing points matter. They are the
   * same whether a range comes in one batch or in many.
   */
  private static final class Grid {
    private final boolean wanted;
    private final long interval;
    private final long end;
    private long gone;
    private long next;

    Grid(LiveDetector live, Entity entity, Observations observations) {
      interval = live.detector().definition().interval().toMillis();
      end = observations.to();
      wanted = live.detector().definition().missing() != MissingPolicy.IGNORE;
      boolean known = wanted && entity.lastSaidAt != Entity.NEVER;
      gone = known ? entity.lastSaidAt + GONE_MILLIS : Entity.NEVER;
      next = after(Math.max(entity.lastPointAt, observations.from()));
    }

    private long after(long time) {
      return Math.floorDiv(time, interval) * interval + interval;
    }

    /** The missing times before a point, which is there itself. */
    List<Long> missingBefore(long time) {
      List<Long> missing = untilBefore(time);
      gone = wanted ? time + GONE_MILLIS : Entity.NEVER;
      next = Math.max(next, after(time));
      return missing;
    }

    /** The missing times up to the end of the batch. */
    List<Long> missingAtTheEnd() {
      return untilBefore(Long.MAX_VALUE);
    }

    private List<Long> untilBefore(long time) {
      List<Long> missing = new ArrayList<>();
      while (next < gone && next < time && next <= end) {
        missing.add(next);
        next += interval;
      }
      return missing;
    }
  }
}
