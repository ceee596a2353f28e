package io.aiops.detector.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.detector.anomaly.AnomalyChange;

/**
 * Counts the lines of each template per interval and judges the counts like values. Lines go by
 * their times, so that a range gives the same in one batch or in many. Whatever changes is stored
 * together: templates, entities and anomalies.
 */
@ApplicationScoped
public class LogScoring {

  private static final Logger LOG = Logger.getLogger(LogScoring.class);

  private final Engine engine;
  private final ScoringService scoring;
  private final EntityCodec codec;
  private final ScoringMetrics metrics;
  private final Retrainings retrainings;

  public LogScoring(
      Engine engine,
      ScoringService scoring,
      EntityCodec codec,
      ScoringMetrics metrics,
      Retrainings retrainings) {
    this.engine = engine;
    this.scoring = scoring;
    this.codec = codec;
    this.metrics = metrics;
    this.retrainings = retrainings;
  }

  /**
   * Learns and judges a batch of lines.
   *
   * @param quietUntil intervals up to this time teach, but open no anomalies; epoch milliseconds
   * @param follows refuses the batch where it does not follow on the states, which may have gone
   *     back since it was asked for
   */
  public BatchScoring.Outcome score(
      String detectorId, Observations observations, long quietUntil, Runnable follows) {
    LiveDetector live = engine.get(detectorId);
    scoring.refuseWithoutStorage();
    long start = System.nanoTime();
    Run run = new Run(live, observations, quietUntil, follows);
    live.inTurn(run::all);
    scoring.measured(live, run.accepted, System.nanoTime() - start);
    if (run.intervals) {
      scoring.arrived(live);
    }
    if (run.refused == 0) {
      live.refusedEntities.set(0);
    }
    metrics.late(run.late);
    return new BatchScoring.Outcome(run.accepted, run.late, run.refused);
  }

  private final class Run implements LineWalk.Keeper {
    private final LiveDetector live;
    private final Observations observations;
    private final long quietUntil;
    private final Runnable follows;
    private final List<AnomalyChange> changes = new ArrayList<>();
    private final Set<Entity> held = new LinkedHashSet<>();
    private int accepted;
    private int late;
    private int refused;

    /** Whether an interval has ended, with lines or without. */
    private boolean intervals;

    Run(LiveDetector live, Observations observations, long quietUntil, Runnable follows) {
      this.live = live;
      this.observations = observations;
      this.quietUntil = quietUntil;
      this.follows = follows;
    }

    void all() {
      try {
        engine.refuseGone(live);
        if (live.logs().broken) {
          engine.reload(live);
        }
        follows.run();
        takeAndStore();
      } finally {
        held.forEach(entity -> entity.lock.unlock());
      }
    }

    private void takeAndStore() {
      try {
        takeAll();
        if (!changes.isEmpty() || held.stream().anyMatch(retrainings::news)) {
          changes.sort(Comparator.comparing(AnomalyChange::at));
          scoring.store(
              live,
              live.logs().saveAll(live, codec, false),
              changes,
              tx -> retrainings.announce(tx, live.detector(), held));
        }
        held.forEach(retrainings::settle);
      } catch (RuntimeException e) {
        scoring.giveUp(live, List.of());
        throw e;
      }
    }

    private void takeAll() {
      long before = live.logs().lastInterval;
      LineWalk walk = new LineWalk(live, observations, quietUntil, changes, this);
      walk.all();
      intervals = live.logs().lastInterval != before;
      accepted = walk.accepted();
      late = walk.late();
      refused = walk.refused();
    }

    @Override
    public void refused(String why) {
      LOG.warnf("Templates are ignored: detector=%s %s", live.detector().id(), why);
    }

    @Override
    public void take(Entity entity, Runnable point) {
      entity.lock.lock();
      int before = changes.size();
      try {
        point.run();
      } finally {
        if (changes.size() > before || retrainings.news(entity)) {
          hold(entity);
        } else {
          retrainings.settle(entity);
        }
        entity.lock.unlock();
      }
    }

    /** An entity with news stays locked until they are stored. */
    @Override
    public void hold(Entity entity) {
      if (held.add(entity)) {
        entity.lock.lock();
      }
    }
  }
}
