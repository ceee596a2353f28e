package io.aiops.detector.scoring;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.json.Labels;

/** Gathers what a run over history finds, and makes a preview of it that fits on a screen. */
public final class PreviewBuilder {

  /** Entities with points: more charts than this nobody looks at. */
  private static final int CHARTS = 20;

  /** Points of one chart. */
  private static final int CHART_POINTS = 240;

  /** Anomalies told of one entity. */
  private static final int ANOMALIES = 20;

  /** Anomalies of one entity that are kept before the worst of them are chosen. */
  private static final int MOST_KEPT = 2_000;

  private static final double WEEK_MILLIS = Duration.ofDays(7).toMillis();

  private static final Comparator<Anomaly> WORST =
      Comparator.comparing(Anomaly::severity)
          .thenComparing(Anomaly::score)
          .reversed()
          .thenComparing(Anomaly::startedAt);

  private final HistoryRun run;
  private final Map<String, Gathered> gathered = new HashMap<>();

  /** Anomalies of one entity. */
  private static final class Gathered {
    private final List<Anomaly> anomalies = new ArrayList<>();
    private int count;
  }

  /** An entity with what makes it worse than others. */
  private record Ranked(HistoryRun.Judged judged, int count, List<Anomaly> worst) {
    private static final Comparator<Ranked> ORDER =
        Comparator.comparing(Ranked::severity)
            .thenComparing(Ranked::count)
            .thenComparing(Ranked::highest)
            .reversed()
            .thenComparing(ranked -> ranked.judged().entity().key);

    int severity() {
      return worst.isEmpty() ? 0 : worst.get(0).severity().rank();
    }

    float highest() {
      float highest = 0;
      for (float score : judged.columns().scores) {
        highest = Math.max(highest, score);
      }
      return highest;
    }
  }

  public PreviewBuilder(HistoryRun run) {
    this.run = run;
  }

  public void add(List<AnomalyChange> ended) {
    for (AnomalyChange change : ended) {
      Labels entity = Labels.of(change.anomaly().entity());
      Gathered of = gathered.computeIfAbsent(entity.key(), unknown -> new Gathered());
      of.count++;
      if (of.anomalies.size() < MOST_KEPT) {
        of.anomalies.add(change.anomaly());
      }
    }
  }

  public Preview build(Instant from, Instant to) {
    List<Ranked> ranked = run.judged().stream().map(this::rank).sorted(Ranked.ORDER).toList();
    List<Preview.Series> entities = new ArrayList<>();
    for (Ranked one : ranked) {
      entities.add(series(one, entities.size() < CHARTS));
    }
    int anomalies = gathered.values().stream().mapToInt(of -> of.count).sum();
    return new Preview(
        from,
        to,
        entities,
        run.series(),
        run.points(),
        anomalies,
        perWeek(ranked, anomalies),
        run.truncated());
  }

  private Ranked rank(HistoryRun.Judged judged) {
    Gathered of = gathered.getOrDefault(judged.entity().key, new Gathered());
    return new Ranked(
        judged, of.count, of.anomalies.stream().sorted(WORST).limit(ANOMALIES).toList());
  }

  /** The time that counts is that of the entity that was judged for longest. */
  private Double perWeek(List<Ranked> ranked, int anomalies) {
    long points = ranked.stream().mapToLong(one -> judgedPoints(one.judged())).max().orElse(0);
    return points == 0 ? null : anomalies * WEEK_MILLIS / (points * run.intervalMillis());
  }

  private static long judgedPoints(HistoryRun.Judged judged) {
    long points = 0;
    for (float expected : judged.columns().expected) {
      points += Float.isNaN(expected) ? 0 : 1;
    }
    return points;
  }

  private static Preview.Series series(Ranked one, boolean chart) {
    RecentPoints.Columns columns =
        chart ? one.judged().columns().thinned(CHART_POINTS) : RecentPoints.Columns.NONE;
    var points = columns.pointsAround();
    return new Preview.Series(
        one.judged().entity().labels.values(),
        one.count(),
        points.timestamps(),
        points.values(),
        points.expected(),
        points.lower(),
        points.upper(),
        points.scores(),
        one.worst().stream()
            .sorted(Comparator.comparing(Anomaly::startedAt))
            .map(Preview.Found::of)
            .toList());
  }
}
