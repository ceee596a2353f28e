package io.aiops.detector.pull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.job.Job;
import io.aiops.detector.job.JobStore;
import io.aiops.detector.json.Durations;
import io.aiops.detector.problem.DomainException;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.StorageException;
import io.quarkus.scheduler.Scheduled;

/**
 * Sees to it that every job gets on or ends: lets those that wait begin, oldest first, fails those
 * for which no points come, and deletes old previews.
 */
@ApplicationScoped
class JobKeeper {

  private static final Logger LOG = Logger.getLogger(JobKeeper.class);

  /** Ended previews that are kept at most: their results are large. */
  private static final int MOST_PREVIEWS = 50;

  /** A job whose pull is made at this moment is no job without one. */
  private static final Duration BEING_MADE = Duration.ofSeconds(10);

  private final Pulls pulls;
  private final HistoryJobs jobs;
  private final JobStore store;
  private final Ownership ownership;
  private final Database database;
  private final Clock clock;
  private final AiopsConfig.Jobs settings;

  JobKeeper(
      Pulls pulls,
      HistoryJobs jobs,
      JobStore store,
      Ownership ownership,
      Database database,
      Clock clock,
      AiopsConfig config) {
    this.pulls = pulls;
    this.jobs = jobs;
    this.store = store;
    this.ownership = ownership;
    this.database = database;
    this.clock = clock;
    this.settings = config.jobs();
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void round() {
    try {
      jobs.forgetGone();
      failSilent();
      beginWaiting();
    } catch (StorageException | DomainException e) {
      LOG.debugf("Jobs wait for the database or for their owner: %s", e.getMessage());
    }
  }

  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void tidy() {
    try {
      failWithoutPull();
      Instant before = now().minus(settings.keepPreviews());
      database.run(tx -> store.deletePreviews(tx, before, MOST_PREVIEWS));
    } catch (StorageException | DomainException e) {
      LOG.debugf("Jobs wait for the database or for their owner: %s", e.getMessage());
    }
  }

  /** Lets jobs begin while there is room; those for which somebody waits have room of their own. */
  synchronized void beginWaiting() {
    beginWaiting(Pull::preview);
    beginWaiting(pull -> !pull.preview());
  }

  private void beginWaiting(Predicate<Pull> kind) {
    List<LivePull> all =
        pulls.all().stream()
            .filter(live -> live.pull().jobId() != null && kind.test(live.pull()))
            .filter(live -> ownership.owns(live.pull().owner()))
            .toList();
    long running = all.stream().filter(live -> live.pull().active()).count();
    all.stream()
        .filter(live -> !live.pull().active())
        .sorted(Comparator.comparingLong(JobKeeper::number))
        .limit(Math.max(0, settings.concurrent() - running))
        .forEach(this::begin);
  }

  /** Ids are numbered in the order in which jobs were made. */
  private static long number(LivePull live) {
    String id = live.pull().jobId();
    return Long.parseLong(id.substring(id.lastIndexOf('_') + 1));
  }

  private void begin(LivePull live) {
    database.run(
        tx -> {
          ownership.check(tx, live.pull().owner());
          pulls.begin(tx, live);
        });
  }

  private void failSilent() {
    Instant now = now();
    for (LivePull live : List.copyOf(pulls.all())) {
      Pull pull = live.pull();
      boolean atWork = live.lock.isLocked();
      boolean waits =
          !atWork && pull.jobId() != null && pull.active() && ownership.owns(pull.owner());
      if (waits && jobs.heard(live).plus(settings.patience()).isBefore(now)) {
        jobs.fail(live, silence(pull));
      }
    }
  }

  private String silence(Pull pull) {
    String patience = Durations.format(settings.patience());
    return pull.failure() == null
        ? "Nothing came from the source "
            + pull.source()
            + " for "
            + patience
            + ": does"
            + " ingest-service run?"
        : "Nothing came from the source for " + patience + ": " + pull.failure().message();
  }

  /** A change of what is asked, or a crash amid one, ends the pull: then the job means nothing. */
  private void failWithoutPull() {
    Instant old = now().minus(BEING_MADE);
    for (Job job : database.read(store::active)) {
      if (job.createdAt().isBefore(old)
          && ownership.owns(job.owner())
          && pulls.find(job.id()).isEmpty()) {
        database.run(
            tx -> {
              ownership.check(tx, job.owner());
              store
                  .findActive(tx, job.id())
                  .ifPresent(
                      active ->
                          store.update(
                              tx,
                              active.ended(
                                  Job.FAILED,
                                  now(),
                                  "What it asked the source for has changed meanwhile.",
                                  null)));
            });
      }
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
