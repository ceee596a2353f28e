package io.aiops.detector.pull;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.detector.Definition;
import io.aiops.detector.detector.DetectorRegistry;
import io.aiops.detector.job.Job;
import io.aiops.detector.job.JobCanceller;
import io.aiops.detector.job.JobStore;
import io.aiops.detector.json.Json;
import io.aiops.detector.scoring.BatchScoring;
import io.aiops.detector.scoring.HistoryTrainer;
import io.aiops.detector.scoring.Observations;
import io.aiops.detector.scoring.TrainingService;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.Tx;

/**
 * Trainings on the history of a source: a bounded pull gathers the points, then all entities are
 * trained at once. After a crash the pull begins anew, because what it gathered was in memory.
 */
@ApplicationScoped
public class HistoryJobs implements HistoryTrainer, JobCanceller {

  /** Points of one job in memory: 16 bytes each. */
  private static final long MOST_POINTS = 5_000_000;

  private final Map<String, Gathered> gathered = new ConcurrentHashMap<>();
  private final Pulls pulls;
  private final JobStore store;
  private final DetectorRegistry registry;
  private final TrainingService training;
  private final Ownership ownership;
  private final Database database;
  private final Json json;
  private final Clock clock;

  public HistoryJobs(
      Pulls pulls,
      JobStore store,
      DetectorRegistry registry,
      TrainingService training,
      Ownership ownership,
      Database database,
      Json json,
      Clock clock) {
    this.pulls = pulls;
    this.store = store;
    this.registry = registry;
    this.training = training;
    this.ownership = ownership;
    this.database = database;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public Job train(String detectorId, Instant from, Instant to) {
    Definition definition = registry.get(detectorId).definition();
    return database.write(
        tx -> {
          ownership.check(tx, detectorId);
          Job job = store.create(tx, detectorId, "train", now());
          pulls.add(
              tx,
              new Pull(
                  job.id(),
                  detectorId,
                  job.id(),
                  definition.source().name(),
                  definition.source().query(),
                  Pull.kind(definition),
                  definition.interval().toMillis(),
                  definition.delay().toMillis(),
                  from,
                  to,
                  to,
                  from,
                  true,
                  null,
                  0,
                  Instant.EPOCH,
                  null));
          return job;
        });
  }

  /** Takes a batch; with the last one trains. The caller holds the pull's lock. */
  BatchScoring.Outcome take(LivePull live, Observations observations) {
    Pull pull = live.pull();
    Gathered points = gathered.computeIfAbsent(pull.id(), id -> new Gathered());
    points.add(observations);
    if (points.size() > MOST_POINTS) {
      fail(live, "The range has more than " + MOST_POINTS + " points; take a shorter one.");
    } else if (observations.to() < pull.to().toEpochMilli()) {
      live.advance(observations.to());
      progress(live, points.size());
    } else {
      finish(live, points);
    }
    return new BatchScoring.Outcome(observations.points(), 0, 0);
  }

  private void progress(LivePull live, long points) {
    Pull pull = live.pull();
    double whole = pull.to().toEpochMilli() - pull.from().toEpochMilli();
    double part = live.position() - pull.from().toEpochMilli();
    double percent = Math.min(100, Math.floor(1000 * part / whole) / 10);
    database.run(
        tx -> {
          ownership.check(tx, pull.detectorId());
          store
              .findForUpdate(tx, pull.jobId())
              .ifPresent(job -> store.update(tx, job.progressed(percent, points)));
        });
  }

  private void finish(LivePull live, Gathered points) {
    Pull pull = live.pull();
    long size = points.size();
    training.trainAll(
        pull.detectorId(),
        points.series(),
        (tx, trained, skipped) -> {
          Map<String, Object> result =
              Map.of("entities_trained", trained, "entities_with_too_few_points", skipped);
          end(tx, pull, trained > 0, json.write(result), size);
        });
    gathered.remove(pull.id());
  }

  private void end(Tx tx, Pull pull, boolean trained, String result, long points) {
    store
        .findForUpdate(tx, pull.jobId())
        .map(job -> job.progressed(100, points))
        .map(
            job ->
                trained
                    ? job.ended(Job.FINISHED, now(), null, result)
                    : job.ended(
                        Job.FAILED, now(), "no entity has enough points in this range", result))
        .ifPresent(job -> store.update(tx, job));
    pulls.end(tx, pull.id());
  }

  /** Ends a job that cannot succeed. */
  void fail(LivePull live, String why) {
    Pull pull = live.pull();
    database.run(
        tx -> {
          ownership.check(tx, pull.detectorId());
          store
              .findForUpdate(tx, pull.jobId())
              .map(job -> job.ended(Job.FAILED, now(), why, null))
              .ifPresent(job -> store.update(tx, job));
          pulls.end(tx, pull.id());
        });
    gathered.remove(pull.id());
  }

  @Override
  public void cancelled(Tx tx, Job job) {
    pulls.end(tx, job.id());
    tx.afterCommit(() -> gathered.remove(job.id()));
  }

  /** Forgets the pulls of a detector and what was gathered for its jobs. */
  public void drop(String detectorId) {
    pulls.drop(detectorId).forEach(gathered::remove);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
