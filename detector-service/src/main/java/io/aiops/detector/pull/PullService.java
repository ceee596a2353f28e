package io.aiops.detector.pull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.json.Times;
import io.aiops.detector.problem.ConflictException;
import io.aiops.detector.problem.DomainException;
import io.aiops.detector.problem.InvalidInputException;
import io.aiops.detector.problem.NotFoundException;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.scoring.BatchScoring;
import io.aiops.detector.scoring.LogScoring;
import io.aiops.detector.scoring.Observations;
import io.aiops.detector.store.Database;

/** What workers do with pulls: lease them, bring what they fetched, say what hinders them. */
@ApplicationScoped
public class PullService {

  /** How long a batch waits for the one before it; less than workers wait for an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Pulls pulls;
  private final PullStore store;
  private final BatchScoring scoring;
  private final LogScoring logs;
  private final HistoryJobs jobs;
  private final Ownership ownership;
  private final Database database;
  private final Clock clock;
  private final Duration lease;

  public PullService(
      Pulls pulls,
      PullStore store,
      BatchScoring scoring,
      LogScoring logs,
      HistoryJobs jobs,
      Ownership ownership,
      Database database,
      Clock clock,
      AiopsConfig config) {
    this.pulls = pulls;
    this.store = store;
    this.scoring = scoring;
    this.logs = logs;
    this.jobs = jobs;
    this.ownership = ownership;
    this.database = database;
    this.clock = clock;
    this.lease = config.pullLease();
  }

  /** What became of a batch. */
  record Accepted(int accepted, int late, Instant position) {}

  /** Leases are in the database, so any replica gives them, for pulls of any owner. */
  List<LeasedPull> lease(String worker, int most) {
    Instant now = now();
    List<LeasedPull> leased = new ArrayList<>();
    List<Pull> held =
        database.write(
            tx -> {
              List<Pull> pulls = store.lease(tx, worker, most, now, now.plus(lease));
              tx.afterCommit(() -> pulls.forEach(this::renewed));
              return pulls;
            });
    Map<String, String> owners =
        ownership.shared() ? database.read(ownership::addresses) : Map.of();
    for (Pull pull : held) {
      LivePull live = pulls.find(pull.id()).orElse(null);
      if (live != null && ownership.owns(pull.owner())) {
        leased.add(LeasedPull.of(live.pull(), live.position(), ownership.address()));
      } else if (owners.containsKey(pull.owner())) {
        long position = pull.position().toEpochMilli();
        leased.add(LeasedPull.of(pull, position, owners.get(pull.owner())));
      }
    }
    return leased;
  }

  private void renewed(Pull pull) {
    pulls.find(pull.id()).ifPresent(live -> live.renewed(pull));
  }

  Accepted observe(String id, long token, Observations observations) {
    LivePull live = get(id);
    lock(live);
    try {
      refuseStale(live, token);
      refuseOtherKind(live.pull(), observations);
      refuseGap(live, observations);
      if (observations.to() <= live.position()) {
        return new Accepted(0, observations.points(), position(live));
      }
      BatchScoring.Outcome outcome = take(live, observations);
      clearFailure(live);
      return new Accepted(outcome.accepted(), outcome.late(), position(live));
    } finally {
      live.lock.unlock();
    }
  }

  /**
   * A worker that gave up waiting sends the batch again: not each of them may wait here for ever.
   */
  private static void lock(LivePull live) {
    boolean locked = false;
    try {
      locked = live.lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!locked) {
      throw UnavailableException.busy(
          "An earlier batch of pull " + live.pull().id() + " is still being worked at.");
    }
  }

  private static void refuseGap(LivePull live, Observations observations) {
    if (observations.from() > live.position()) {
      String position = Times.format(live.position());
      throw new ConflictException(
          "gap",
          "The batch leaves a gap: the pull stands at " + position + ".",
          Map.of("position", position));
    }
  }

  private static void refuseOtherKind(Pull pull, Observations observations) {
    if (pull.ofLines() && !observations.series().isEmpty()) {
      throw InvalidInputException.of("series", "are points; this pull is of lines, in streams");
    }
    if (!pull.ofLines() && !observations.streams().isEmpty()) {
      throw InvalidInputException.of("streams", "are lines; this pull is of points, in series");
    }
  }

  private BatchScoring.Outcome take(LivePull live, Observations observations) {
    Pull pull = live.pull();
    if (pull.jobId() != null) {
      return jobs.take(live, observations);
    }
    int rewinds = live.rewinds();
    long quietUntil = pull.quietUntil().toEpochMilli();
    Runnable follows = () -> refuseGap(live, observations);
    BatchScoring.Outcome outcome =
        pull.ofLines()
            ? logs.score(pull.detectorId(), observations, quietUntil, follows)
            : scoring.score(pull.detectorId(), observations, quietUntil, follows);
    live.advance(observations.to(), rewinds);
    return outcome;
  }

  void fail(String id, long token, String code, String message) {
    LivePull live = get(id);
    lock(live);
    try {
      refuseStale(live, token);
      Pull.Failure before = live.pull().failure();
      boolean same =
          before != null && before.code().equals(code) && Objects.equals(before.message(), message);
      if (!same) {
        boolean sameCode = before != null && before.code().equals(code);
        report(live, new Pull.Failure(code, message, sameCode ? before.since() : now()));
      }
      if (live.pull().jobId() != null) {
        jobs.hindered(live, code, message);
      }
    } finally {
      live.lock.unlock();
    }
  }

  private void clearFailure(LivePull live) {
    if (live.pull().failure() != null) {
      report(live, null);
    }
  }

  private void report(LivePull live, Pull.Failure failure) {
    database.run(
        tx -> {
          ownership.check(tx, live.pull().owner());
          store.failure(tx, live.pull().id(), failure);
          store
              .find(tx, live.pull().id())
              .ifPresent(changed -> tx.afterCommit(() -> live.renewed(changed)));
        });
  }

  private LivePull get(String id) {
    return pulls.find(id).orElseThrow(() -> missing(id));
  }

  /** A pull that is stored, but not here, is on its way to another owner. */
  private DomainException missing(String id) {
    return ownership.shared() && database.read(tx -> store.find(tx, id)).isPresent()
        ? UnavailableException.elsewhere(id)
        : new NotFoundException("pull", id);
  }

  /** Another replica may have given a lease since: what is stored has the last word. */
  private void refuseStale(LivePull live, long token) {
    if (!current(live, token) && ownership.shared()) {
      database.read(tx -> store.find(tx, live.pull().id())).ifPresent(live::renewed);
    }
    if (!current(live, token)) {
      throw new ConflictException(
          "stale-token",
          "The lease of pull " + live.pull().id() + " under token " + token + " is over.");
    }
  }

  private boolean current(LivePull live, long token) {
    Pull pull = live.pull();
    return pull.active() && pull.token() == token && pull.expiresAt().isAfter(now());
  }

  private static Instant position(LivePull live) {
    return Instant.ofEpochMilli(live.position());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
