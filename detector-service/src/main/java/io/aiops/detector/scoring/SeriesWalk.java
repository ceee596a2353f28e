package io.aiops.detector.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.detector.MissingPolicy;
import io.aiops.detector.problem.UnavailableException;

/**
 * Takes a batch of points entity by entity, the same way for the present and for history. Whoever
 * walks decides what is locked and stored.
 */
final class SeriesWalk {

  /**
   * A series that has said nothing for so long is gone: its missing points mean nothing more, and
   * its anomaly is over.
   */
  private static final long GONE_MILLIS = 24 * 3_600_000L;

  private final LiveDetector live;
  private final Observations observations;
  private final long quietUntil;
  private final long retireMillis;
  private final List<AnomalyChange> changes;
  private final Keeper keeper;
  private final double[] point = new double[1];
  private int accepted;
  private int late;
  private int refused;

  /** Keeps the entities that the walk meets. */
  interface Keeper {

    /** Makes ready what has been there before the batch. */
    void wake(List<Entity> known);

    /** There is no room for some of what the batch brings; told once a batch. */
    void refused(String why);

    /** Runs what scores the points of an entity, under whatever guards it. */
    void take(Entity entity, Runnable points);
  }

  /**
   * @param quietUntil points up to this time teach, but open no anomalies; epoch milliseconds
   * @param retireMillis an entity that has been gone for so long is forgotten
   * @param changes takes what happens to anomalies
   */
  SeriesWalk(
      LiveDetector live,
      Observations observations,
      long quietUntil,
      long retireMillis,
      List<AnomalyChange> changes,
      Keeper keeper) {
    this.live = live;
    this.observations = observations;
    this.quietUntil = quietUntil;
    this.retireMillis = retireMillis;
    this.changes = changes;
    this.keeper = keeper;
  }

  int accepted() {
    return accepted;
  }

  int late() {
    return late;
  }

  /** Series for which there was no room. */
  int refused() {
    return refused;
  }

  void all() {
    Set<String> seen = new HashSet<>();
    List<Observations.Series> all = inOrderOfAppearance();
    keeper.wake(known(all));
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
        keeper.refused(e.getMessage());
      }
      return null;
    }
  }

  private void take(Entity entity, Observations.Series series) {
    keeper.take(entity, () -> points(entity, series));
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
