package io.aiops.detector.scoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.detector.Definition;
import io.aiops.detector.model.log.Template;
import io.aiops.detector.problem.UnavailableException;

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
    metrics.late(run.late);
    return new BatchScoring.Outcome(run.accepted, run.late, run.refused);
  }

  private final class Run {
    private final LiveDetector live;
    private final Observations observations;
    private final long quietUntil;
    private final Runnable follows;
    private final List<AnomalyChange> changes = new ArrayList<>();
    private final Set<Entity> held = new LinkedHashSet<>();
    private Definition definition;
    private long interval;
    private LogState logs;
    private int accepted;
    private int late;
    private int refused;

    Run(LiveDetector live, Observations observations, long quietUntil, Runnable follows) {
      this.live = live;
      this.observations = observations;
      this.quietUntil = quietUntil;
      this.follows = follows;
    }

    /** A line and its place in the order of all. */
    private record Line(long time, String text) {}

    void all() {
      try {
        engine.refuseGone(live);
        if (live.logs().broken) {
          engine.reload(live);
        }
        definition = live.detector().definition();
        interval = definition.interval().toMillis();
        logs = live.logs();
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
              logs.saveAll(live, codec, false),
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
      if (logs.upTo == Entity.NEVER || observations.from() > logs.upTo) {
        logs.resume(observations.from());
      }
      long end = endOfInterval(logs.upTo);
      for (Line line : inOrder()) {
        if (line.time() <= logs.upTo) {
          late++;
          continue;
        }
        for (; end < line.time(); end += interval) {
          close(end);
        }
        logs.miner.learn(line.text(), line.time());
        accepted++;
      }
      for (; end <= observations.to(); end += interval) {
        close(end);
      }
      retire(observations.to());
      logs.upTo = Math.max(logs.upTo, observations.to());
      logs.memoryBytes = logs.miner.memoryBytes();
      logs.changed = true;
    }

    private List<Line> inOrder() {
      List<Line> lines = new ArrayList<>(observations.points());
      observations.streams().stream()
          .sorted(Comparator.comparing(stream -> stream.labels().key()))
          .forEach(
              stream -> {
                for (int i = 0; i < stream.times().length; i++) {
                  lines.add(new Line(stream.times()[i], stream.lines().get(i)));
                }
              });
      lines.sort(Comparator.comparingLong(Line::time));
      return lines;
    }

    private long endOfInterval(long time) {
      return Math.floorDiv(time, interval) * interval + interval;
    }

    /** Ends an interval: each template has a point, most of them 0 in a quiet one. */
    private void close(long time) {
      retire(time);
      boolean complete = time - interval >= logs.completeFrom;
      boolean quiet = time <= quietUntil;
      boolean busy = false;
      List<Template> fresh = new ArrayList<>();
      for (Template template : logs.miner.templates()) {
        long count = template.take();
        busy |= count > 0;
        Entity entity = entity(template);
        if (entity != null) {
          if (template.fresh()) {
            fresh.add(template);
          }
          if (complete) {
            point(entity, time, count, quiet);
          }
        }
        template.settle();
      }
      if (!quiet && logs.warm()) {
        hold(new LogNews(live, changes).take(fresh, time));
      }
      logs.ended(time, busy, definition);
    }

    private Entity entity(Template template) {
      try {
        return logs.entity(live, template);
      } catch (UnavailableException e) {
        if (refused++ == 0) {
          LOG.warnf("Templates are ignored: detector=%s %s", live.detector().id(), e.getMessage());
        }
        return null;
      }
    }

    private void point(Entity entity, long time, long count, boolean quiet) {
      entity.lock.lock();
      int before = changes.size();
      try {
        new Scorer(live, entity, changes).take(time, new double[] {count}, quiet);
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
    private void hold(Entity entity) {
      if (entity != null && held.add(entity)) {
        entity.lock.lock();
      }
    }

    /** Ends the entities of templates that were merged, or that made room. */
    private void retire(long time) {
      for (int id : logs.miner.takeRetired()) {
        Entity entity = logs.remove(id);
        if (entity != null) {
          hold(entity);
          new AnomalyTracker(live, entity)
              .abandoned(Instant.ofEpochMilli(time))
              .ifPresent(changes::add);
          live.entities.remove(entity.key);
          logs.ended.add(entity.key);
        }
      }
    }
  }
}
