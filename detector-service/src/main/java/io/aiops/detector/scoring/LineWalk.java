package io.aiops.detector.scoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.detector.Definition;
import io.aiops.detector.model.log.Template;
import io.aiops.detector.problem.UnavailableException;

/**
 * Takes a batch of lines interval by interval, the same way for the present and for history.
 * Whoever walks decides what is locked and stored.
 */
final class LineWalk {

  private final LiveDetector live;
  private final Observations observations;
  private final long quietUntil;
  private final List<AnomalyChange> changes;
  private final Keeper keeper;
  private final Definition definition;
  private final long interval;
  private final LogState logs;
  private int accepted;
  private int late;
  private int refused;

  /** Keeps the entities that the walk meets. */
  interface Keeper {

    /** There is no room for some of what the batch brings; told once a batch. */
    void refused(String why);

    /** Runs what scores a count of an entity, under whatever guards it. */
    void take(Entity entity, Runnable point);

    /** The entity has news. */
    void hold(Entity entity);
  }

  /** A line and its place in the order of all. */
  private record Line(long time, String text) {}

  /**
   * @param quietUntil intervals up to this time teach, but open no anomalies; epoch milliseconds
   * @param changes takes what happens to anomalies
   */
  LineWalk(
      LiveDetector live,
      Observations observations,
      long quietUntil,
      List<AnomalyChange> changes,
      Keeper keeper) {
    this.live = live;
    this.observations = observations;
    this.quietUntil = quietUntil;
    this.changes = changes;
    this.keeper = keeper;
    this.definition = live.detector().definition();
    this.interval = definition.interval().toMillis();
    this.logs = live.logs();
  }

  int accepted() {
    return accepted;
  }

  int late() {
    return late;
  }

  /** Templates for which there was no room. */
  int refused() {
    return refused;
  }

  void all() {
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
          keeper.take(entity, () -> point(entity, time, count, quiet));
        }
      }
      template.settle();
    }
    if (!quiet && logs.warm()) {
      Entity teller = new LogNews(live, changes).take(fresh, time);
      if (teller != null) {
        keeper.hold(teller);
      }
    }
    logs.ended(time, busy, definition);
  }

  private Entity entity(Template template) {
    try {
      return logs.entity(live, template);
    } catch (UnavailableException e) {
      if (refused++ == 0) {
        keeper.refused(e.getMessage());
      }
      return null;
    }
  }

  private void point(Entity entity, long time, long count, boolean quiet) {
    new Scorer(live, entity, changes).take(time, new double[] {count}, quiet);
  }

  /** Ends the entities of templates that were merged, or that made room. */
  private void retire(long time) {
    for (int id : logs.miner.takeRetired()) {
      Entity entity = logs.remove(id);
      if (entity != null) {
        keeper.hold(entity);
        new AnomalyTracker(live, entity)
            .abandoned(Instant.ofEpochMilli(time))
            .ifPresent(changes::add);
        live.entities.remove(entity.key);
        logs.ended.add(entity.key);
      }
    }
  }
}
