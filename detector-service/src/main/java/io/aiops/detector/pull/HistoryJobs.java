package io.aiops.detector.pull;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.job.Job;
import io.aiops.detector.job.JobCanceller;
import io.aiops.detector.job.JobStore;
import io.aiops.detector.json.Json;
import io.aiops.detector.problem.DomainException;
import io.aiops.detector.problem.NotFoundException;
import io.aiops.detector.problem.UnprocessableException;
import io.aiops.detector.scoring.BatchScoring;
import io.aiops.detector.scoring.Observations;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.StorageException;
import io.aiops.detector.store.Tx;

/**
 * Jobs on the history of a source: a bounded pull brings the points, in order, and with the last of
 * them the outcome is stored. After a crash the pull begins anew, because what became of its points
 * was in memory.
 */
@ApplicationScoped
public class HistoryJobs implements JobCanceller {

  private static final Logger LOG = Logger.getLogger(HistoryJobs.class);

  private final Map<String, HistoryWork> works = new ConcurrentHashMap<>();

  /** When a job last had points, or was first seen to wait for some. */
  private final Map<String, Instant> heard = new ConcurrentHashMap<>();

  private final Pulls pulls;
  private final JobStore store;
  private final HistoryWorks begin;
  private final Ownership ownership;
  private final Database database;
  private final Json json;
  private final Clock clock;

  public HistoryJobs(
      Pulls pulls,
      JobStore store,
      HistoryWorks begin,
      Ownership ownership,
      Database database,
      Json json,
      Clock clock) {
    this.pulls = pulls;
    this.store = store;
    this.begin = begin;
    this.ownership = ownership;
    this.database = database;
    this.json = json;
    this.clock = clock;
  }

  /** Takes a batch; with the last one the job ends. The caller holds the pull's lock. */
  BatchScoring.Outcome take(LivePull live, Observations observations) {
    try {
      work(live, observations);
    } catch (UnprocessableException e) {
      fail(live, e.getMessage());
    } catch (DomainException | StorageException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.errorf(e, "A job failed for an unforeseen reason: job=%s", live.pull().jobId());
      fail(live, "It failed for an unforeseen reason, which the log of detector-service tells.");
    }
    return new BatchScoring.Outcome(observations.points(), 0, 0);
  }

  private void work(LivePull live, Observations observations) {
    Pull pull = live.pull();
    HistoryWork work = works.computeIfAbsent(pull.id(), id -> begin.work(pull));
    work.take(observations);
    heard.put(pull.id(), now());
    if (observations.to() < pull.to().toEpochMilli()) {
      progress(live, observations.to(), work.points());
      live.advance(observations.to());
    } else {
      work.finish((tx, error, result) -> end(tx, pull, error, result, work.points()));
      forget(pull.id());
    }
  }

  private void progress(LivePull live, long position, long points) {
    Pull pull = live.pull();
    double whole = pull.to().toEpochMilli() - pull.from().toEpochMilli();
    double part = position - pull.from().toEpochMilli();
    double percent = Math.min(100, Math.floor(1000 * part / whole) / 10);
    database.run(
        tx -> {
          ownership.check(tx, pull.owner());
          store.update(tx, active(tx, pull).progressed(percent, points));
        });
  }

  private void end(Tx tx, Pull pull, String error, Object result, long points) {
    ownership.check(tx, pull.owner());
    Job job = active(tx, pull).progressed(100, points);
    String how = error == null ? Job.FINISHED : Job.FAILED;
    store.update(tx, job.ended(how, now(), error, json.write(result)));
    close(tx, pull.id(), pull.preview());
  }

  /** A job that was cancelled in the meantime stays so, and takes nothing more. */
  private Job active(Tx tx, Pull pull) {
    return store
        .findActive(tx, pull.jobId())
        .orElseThrow(() -> new NotFoundException("pull", pull.id()));
  }

  /** Notes why there are no points; what the source refuses it will refuse again. */
  void hindered(LivePull live, String code, String message) {
    if (code.equals("query_rejected")) {
      fail(live, message);
      return;
    }
    database.run(
        tx -> {
          ownership.check(tx, live.pull().owner());
          store
              .findActive(tx, live.pull().jobId())
              .ifPresent(job -> store.update(tx, job.hindered(message)));
        });
  }

  /** Ends a job that cannot succeed. */
  void fail(LivePull live, String why) {
    Pull pull = live.pull();
    database.run(
        tx -> {
          ownership.check(tx, pull.owner());
          store
              .findActive(tx, pull.jobId())
              .ifPresent(job -> store.update(tx, job.ended(Job.FAILED, now(), why, null)));
          close(tx, pull.id(), pull.preview());
        });
    forget(pull.id());
  }

  @Override
  public void cancelled(Tx tx, Job job) {
    close(tx, job.id(), job.detectorId() == null);
    tx.afterCommit(() -> forget(job.id()));
  }

  private void close(Tx tx, String id, boolean preview) {
    pulls.end(tx, id);
    if (preview) {
      ownership.endPreview(tx, id);
    }
  }

  private void forget(String id) {
    heard.remove(id);
    HistoryWork work = works.remove(id);
    if (work != null) {
      work.close();
    }
  }

  /** Forgets the pulls of a detector or preview and what was in memory for its jobs. */
  public void drop(String owner) {
    pulls.drop(owner).forEach(this::forget);
  }

  /** Forgets what was in memory for jobs whose pulls are gone, as with their detector. */
  void forgetGone() {
    works.keySet().stream().filter(id -> pulls.find(id).isEmpty()).forEach(this::forget);
    heard.keySet().removeIf(id -> pulls.find(id).isEmpty());
  }

  /** When the pull of a job last had points, or was first asked for. */
  Instant heard(LivePull live) {
    return heard.computeIfAbsent(live.pull().id(), id -> now());
  }

  /** Whether a job is known to wait for points. */
  boolean waits(String id) {
    return heard.containsKey(id);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
