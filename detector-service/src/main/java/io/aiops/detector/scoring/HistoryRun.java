package io.aiops.detector.scoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.aiops.detector.anomaly.AnomalyChange;

/**
 * History that is judged in order by the code that judges the present, from a cold start, without
 * anything being stored or announced. Not thread-safe.
 */
public final class HistoryRun implements AutoCloseable {

  /** Series that are told apart in counting those that were left out. */
  private static final int MOST_COUNTED = 20_000;

  private final LiveDetector live;
  private final long quietUntil;
  private final long retireMillis;
  private final Runnable whenClosed;
  private final Quiet keeper = new Quiet();
  private final Set<String> seen = new HashSet<>();
  private long points;
  private boolean truncated;

  /** Nothing is shared, so nothing needs a lock; and who retrains in the past tells nobody. */
  private final class Quiet implements SeriesWalk.Keeper, LineWalk.Keeper {
    @Override
    public void wake(List<Entity> known) {}

    @Override
    public void take(Entity entity, Runnable work) {
      work.run();
      entity.retrained.clear();
    }

    @Override
    public void hold(Entity entity) {}

    @Override
    public void refused(String why) {
      truncated = true;
    }
  }

  HistoryRun(LiveDetector live, long quietUntil, long retireMillis, Runnable whenClosed) {
    this.live = live;
    this.quietUntil = quietUntil;
    this.retireMillis = retireMillis;
    this.whenClosed = whenClosed;
  }

  /**
   * Learns and judges a batch; points that are not after their entity's last one change nothing.
   *
   * @return anomalies that ended, in the order of their ends
   */
  public List<AnomalyChange> take(Observations observations) {
    List<AnomalyChange> changes = new ArrayList<>();
    if (live.logs() == null) {
      SeriesWalk walk =
          new SeriesWalk(live, observations, quietUntil, retireMillis, changes, keeper);
      walk.all();
      points += walk.accepted();
      observations.series().stream()
          .filter(series -> series.times().length > 0 && seen.size() < MOST_COUNTED)
          .forEach(series -> seen.add(series.labels().key()));
    } else {
      LineWalk walk = new LineWalk(live, observations, quietUntil, changes, keeper);
      walk.all();
      live.logs().ended.clear();
      points += walk.accepted();
      live.all().forEach(entity -> seen.add(entity.key));
    }
    return changes.stream().filter(change -> change.kind() == AnomalyChange.Kind.RESOLVED).toList();
  }

  /** Ends what is still open where the history ends. */
  public List<AnomalyChange> end(Instant at) {
    List<AnomalyChange> ended =
        live.all().stream()
            .map(entity -> new AnomalyTracker(live, entity).abandoned(at))
            .flatMap(Optional::stream)
            .toList();
    live.all().forEach(entity -> entity.anomaly = null);
    return ended;
  }

  /** Points and lines so far, those of the warm-up included. */
  public long points() {
    return points;
  }

  /** Series so far, those for which there was no room included. */
  public int series() {
    return seen.size();
  }

  /** Whether there was no room for some series. */
  public boolean truncated() {
    return truncated;
  }

  /** What was judged, in columns, of every entity. */
  List<Judged> judged() {
    return live.all().stream()
        .map(entity -> new Judged(entity, entity.recent.columns(quietUntil + 1, Long.MAX_VALUE)))
        .toList();
  }

  /** Points of one entity after the warm-up. */
  record Judged(Entity entity, RecentPoints.Columns columns) {}

  long intervalMillis() {
    return live.detector().definition().interval().toMillis();
  }

  /** Gives its memory back. */
  @Override
  public void close() {
    whenClosed.run();
  }
}
