package io.aiops.detector.pull;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.anomaly.HistoricalStore;
import io.aiops.detector.anomaly.Severity;
import io.aiops.detector.json.Labels;
import io.aiops.detector.problem.UnprocessableException;
import io.aiops.detector.scoring.HistoryRun;
import io.aiops.detector.scoring.Observations;
import io.aiops.detector.store.Database;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Judges the history of a detector, and stores what it finds when it is through. */
final class AnalysisWork implements HistoryWork {

  /** Points and lines of one analysis: minutes of work of one core. */
  private static final long MOST_POINTS = 50_000_000;

  /**
   * Anomalies that are stored, the worst ones: more than this nobody reads, and one commit bears.
   */
  private static final int MOST_ANOMALIES = 2_000;

  /** Entities that the result names. */
  private static final int MOST_ENTITIES = 100;

  private static final Comparator<AnomalyChange> HARMLESS_FIRST =
      Comparator.comparing((AnomalyChange change) -> change.anomaly().severity())
          .thenComparing(change -> change.anomaly().score());

  private final String detectorId;
  private final String jobId;
  private final Instant from;
  private final Instant to;
  private final HistoryRun run;
  private final HistoricalStore store;
  private final Database database;
  private final PriorityQueue<AnomalyChange> found = new PriorityQueue<>(HARMLESS_FIRST);
  private final Map<Severity, Integer> bySeverity = new TreeMap<>();
  private final Map<String, Found> byEntity = new HashMap<>();
  private final long begun = System.nanoTime();
  private int count;

  AnalysisWork(Pull pull, HistoryRun run, HistoricalStore store, Database database) {
    this.detectorId = pull.detectorId();
    this.jobId = pull.jobId();
    this.from = pull.quietUntil();
    this.to = pull.to();
    this.run = run;
    this.store = store;
    this.database = database;
  }

  /** How many anomalies an entity had, and the worst severity among them. */
  @RegisterForReflection
  record Found(Map<String, String> labels, int anomalies, Severity severity) {
    static final Comparator<Found> WORST_FIRST =
        Comparator.comparing(Found::severity)
            .thenComparing(Found::anomalies)
            .reversed()
            .thenComparing(found -> Labels.of(found.labels()).key());

    Found and(Found other) {
      return new Found(labels, anomalies + other.anomalies, severity.max(other.severity));
    }
  }

  /**
   * What an analysis found.
   *
   * @param points those of the warm-up included
   * @param bySeverity all anomalies, those included that were too many to be stored
   * @param byEntity entities with anomalies, worst first
   * @param seconds that it took, since the first batch
   * @param truncated whether there was no room for some entities, or for the least of the anomalies
   */
  @RegisterForReflection
  record Result(
      long points,
      int entities,
      int anomalies,
      Map<String, Integer> bySeverity,
      List<Found> byEntity,
      double seconds,
      boolean truncated) {}

  @Override
  public void take(Observations observations) {
    add(run.take(observations));
    if (run.points() > MOST_POINTS) {
      throw new UnprocessableException(
          "too-many-points",
          "The range has more than " + MOST_POINTS + " points; take a shorter one.");
    }
  }

  private void add(List<AnomalyChange> ended) {
    for (AnomalyChange change : ended) {
      Anomaly anomaly = change.anomaly();
      count++;
      bySeverity.merge(anomaly.severity(), 1, Integer::sum);
      byEntity.merge(
          Labels.of(anomaly.entity()).key(),
          new Found(anomaly.entity(), 1, anomaly.severity()),
          Found::and);
      found.add(change);
      if (found.size() > MOST_ANOMALIES) {
        found.poll();
      }
    }
  }

  @Override
  public long points() {
    return run.points();
  }

  @Override
  public void finish(End end) {
    add(run.end(to));
    Collection<AnomalyChange> once =
        found.stream()
            .collect(
                Collectors.toMap(
                    change -> change.anomaly().id(), change -> change, (one, same) -> one))
            .values();
    Result result = result();
    database.run(
        tx -> {
          end.store(tx, null, result);
          store.replace(tx, detectorId, jobId, from, to, List.copyOf(once));
        });
  }

  private Result result() {
    Map<String, Integer> severities = new TreeMap<>();
    Severity.texts().forEach(text -> severities.put(text, 0));
    bySeverity.forEach((severity, number) -> severities.put(severity.text(), number));
    return new Result(
        run.points(),
        run.series(),
        count,
        severities,
        byEntity.values().stream().sorted(Found.WORST_FIRST).limit(MOST_ENTITIES).toList(),
        Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0,
        run.truncated() || count > found.size());
  }

  @Override
  public void close() {
    run.close();
  }
}
