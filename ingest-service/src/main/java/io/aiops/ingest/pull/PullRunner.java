package io.aiops.ingest.pull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.random.RandomGenerator;

import org.jboss.logging.Logger;

import io.aiops.ingest.config.IngestConfig;
import io.aiops.ingest.config.Time;
import io.aiops.ingest.delivery.Batch;
import io.aiops.ingest.delivery.DetectorClient;
import io.aiops.ingest.delivery.LeasedPull;
import io.aiops.ingest.delivery.Outcome;
import io.aiops.ingest.source.FailureCode;
import io.aiops.ingest.source.Source;
import io.aiops.ingest.source.SourceException;

/**
 * Works on one pull, step by step: fetches a chunk, delivers its batches in order, and says when to
 * go on. Steps never run at the same time; {@link #renew} and {@link #cancel} may come from any
 * thread. It stops by itself when its lease runs out on the monotonic clock.
 */
final class PullRunner {

  private static final Logger LOG = Logger.getLogger(PullRunner.class);

  /** Pause when the source's clock says that nothing is due yet. */
  private static final Duration EARLY_PAUSE = Duration.ofSeconds(1);

  private final Optional<Source> source;
  private final DetectorClient client;
  private final IngestConfig.Pulls settings;
  private final Time time;
  private final PullMetrics metrics;
  private final FailureReports failures;
  private final Backoff backoff;
  private final PullPlan plan;
  private final Optional<PullFetch> fetch;
  private final Deque<Batch> pending = new ArrayDeque<>();
  private volatile LeasedPull pull;
  private volatile long validUntil;
  private volatile boolean over;
  private volatile boolean stray;
  private volatile long position;
  private int gaps;

  /**
   * A runner.
   *
   * @param source absent when no source of that name is configured
   * @param validUntil end of the lease on the monotonic clock
   */
  PullRunner(
      LeasedPull pull,
      Optional<Source> source,
      long validUntil,
      IngestConfig.Pulls settings,
      DetectorClient client,
      Time time,
      PullMetrics metrics,
      RandomGenerator random) {
    this.pull = pull;
    this.source = source;
    this.validUntil = validUntil;
    this.settings = settings;
    this.client = client;
    this.time = time;
    this.metrics = metrics;
    this.failures = new FailureReports(client);
    this.backoff = new Backoff(settings.retryMin(), settings.retryMax(), random);
    boolean history = source.map(Source::hasHistory).orElse(true);
    this.plan = new PullPlan(pull, history, settings.chunkRange(), jitter(pull, history));
    this.fetch = source.map(found -> new PullFetch(pull, found, plan, settings, time));
    this.position = plan.start(pull, time.wall().millis());
  }

  /**
   * Prolongs the lease; false when this is other work or the runner has stopped, and when an owner
   * that did not answer has a successor, who need not wait for the pause that the former one
   * caused.
   */
  boolean renew(LeasedPull renewed, long until) {
    boolean succeeded = stray && !pull.endpoint().equals(renewed.endpoint());
    if (over || succeeded || !pull.sameWork(renewed)) {
      return false;
    }
    pull = renewed;
    validUntil = until;
    return true;
  }

  void cancel() {
    over = true;
  }

  /** Whether the owner of its detector did not answer the last delivery. */
  boolean stray() {
    return stray;
  }

  LeasedPull pull() {
    return pull;
  }

  /** Seconds for which the next point has been due. */
  double lagSeconds() {
    return plan.overdue(position, time.wall().millis()) / 1000.0;
  }

  /** Works until there is a reason to pause; absent when the runner has stopped. */
  Optional<Duration> step() {
    try {
      return advance();
    } catch (RuntimeException | Error e) {
      // An error as well: nobody would go on with this pull.
      LOG.errorf(e, "A pull failed for an unforeseen reason. pull=%s", pull.id());
      pending.clear();
      return Optional.of(backoff.next());
    }
  }

  private Optional<Duration> advance() {
    Optional<PullPlan.Chunk> chunk = Optional.empty();
    try {
      if (!held()) {
        return Optional.empty();
      }
      if (pending.isEmpty()) {
        PullFetch ready = fetcher();
        chunk = ready.due(position);
        if (chunk.isEmpty()) {
          return Optional.of(plan.pause(position, time.wall().millis()));
        }
        pending.addAll(ready.fetch(chunk.get()));
        if (pending.isEmpty()) {
          return Optional.of(EARLY_PAUSE);
        }
      }
      return deliver();
    } catch (SourceException e) {
      return failed(e, chunk);
    }
  }

  private PullFetch fetcher() {
    return fetch.orElseThrow(
        () ->
            new SourceException(
                FailureCode.SOURCE_UNREACHABLE,
                "no source named " + pull.source() + " is configured"));
  }

  private Optional<Duration> deliver() {
    while (!pending.isEmpty()) {
      if (!held()) {
        return Optional.empty();
      }
      Batch batch = pending.element();
      Outcome outcome = client.deliver(pull, batch);
      stray = outcome instanceof Outcome.Unreachable;
      if (outcome instanceof Outcome.Accepted accepted) {
        accepted(batch, accepted);
      } else if (outcome instanceof Outcome.Gap gap) {
        return Optional.of(resume(gap.position()));
      } else if (outcome instanceof Outcome.Lost lost) {
        LOG.infof("A pull is given up: %s pull=%s", lost.reason(), pull.id());
        over = true;
        return Optional.empty();
      } else if (outcome instanceof Outcome.Busy busy) {
        return Optional.of(again(batch, busy.reason(), busy.retryAfter()));
      } else if (outcome instanceof Outcome.Unreachable unreachable) {
        return Optional.of(again(batch, unreachable.reason(), Optional.empty()));
      } else if (outcome instanceof Outcome.Refused refused) {
        metrics.retried("refused");
        pending.clear();
        failures.source(pull, FailureCode.BAD_ANSWER, refused.reason());
        return Optional.of(backoff.next());
      }
    }
    // Zero lets others have their turn before this one catches up further.
    return Optional.of(
        fetch.flatMap(f -> f.due(position)).isPresent()
            ? Duration.ZERO
            : plan.pause(position, time.wall().millis()));
  }

  /** Only the batch under way is kept; what follows is fetched again when its turn comes. */
  private Duration again(Batch batch, String reason, Optional<Duration> retryAfter) {
    metrics.retried("busy");
    failures.delivery(pull, reason);
    pending.clear();
    pending.add(batch);
    return longer(backoff.next(), retryAfter);
  }

  private void accepted(Batch batch, Outcome.Accepted accepted) {
    pending.remove();
    position = accepted.position();
    if (position != batch.to()) {
      pending.clear();
    }
    gaps = 0;
    backoff.reset();
    failures.clear(pull);
    metrics.delivered(pull.source(), batch.points());
  }

  private Duration resume(long stored) {
    LOG.infof(
        "A pull goes back to what is stored. pull=%s behind_ms=%d", pull.id(), position - stored);
    metrics.retried("gap");
    pending.clear();
    position = stored;
    return gaps++ == 0 ? Duration.ZERO : backoff.next();
  }

  private Optional<Duration> failed(SourceException failure, Optional<PullPlan.Chunk> chunk) {
    if (over) {
      return Optional.empty();
    }
    metrics.failed(pull.source(), failure.code());
    boolean shorter =
        failure.tooMuch()
            && chunk.isPresent()
            && fetch.isPresent()
            && fetch.get().halve(chunk.get());
    if (shorter && failure.code() != FailureCode.TIMEOUT) {
      return Optional.of(Duration.ZERO);
    }
    if (failure.tooMuch() && failure.code() == FailureCode.QUERY_REJECTED && chunk.isPresent()) {
      Optional<Batch> passed = fetch.flatMap(f -> f.passOver(chunk.get(), failure));
      if (passed.isPresent()) {
        pending.add(passed.get());
        return Optional.of(Duration.ZERO);
      }
    }
    failures.source(pull, failure.code(), failure.getMessage());
    boolean hopeless =
        failure.code() == FailureCode.QUERY_REJECTED || failure.code() == FailureCode.UNSUPPORTED;
    Duration pause = hopeless ? settings.rejectedRetry() : backoff.next();
    if (source.isPresent() && !source.get().hasHistory() && pause.compareTo(pull.interval()) > 0) {
      pause = pull.interval();
    }
    return Optional.of(longer(pause, failure.retryAfter()));
  }

  private boolean held() {
    if (!over && time.nanos().getAsLong() - validUntil >= 0) {
      LOG.warnf("A pull stops because its lease was not renewed. pull=%s", pull.id());
      over = true;
    }
    return !over;
  }

  /** Fixed per pull, or per source where pulls share scrapes, and below half an interval. */
  private long jitter(LeasedPull leased, boolean history) {
    long span = Math.min(settings.spread().toMillis(), leased.interval().toMillis() / 2);
    String seed = history ? leased.id() : leased.source();
    return span <= 0 ? 0 : Math.floorMod(seed.hashCode() * 0x9E3779B9L, span);
  }

  private static Duration longer(Duration pause, Optional<Duration> asked) {
    return asked.filter(other -> other.compareTo(pause) > 0).orElse(pause);
  }
}
