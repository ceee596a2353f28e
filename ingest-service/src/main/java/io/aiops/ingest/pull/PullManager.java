package io.aiops.ingest.pull;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.aiops.ingest.config.IngestConfig;
import io.aiops.ingest.config.Time;
import io.aiops.ingest.delivery.DetectorClient;
import io.aiops.ingest.delivery.LeasedPull;
import io.aiops.ingest.source.FailureCode;
import io.aiops.ingest.source.Source;
import io.aiops.ingest.source.SourceRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Leases pulls and lets their runners work: each source has its own few threads, so that a slow one
 * delays nobody else, and each pull has at most one step queued or under way. Pulls of history have
 * half as many of their own, so that they never take all of what the present needs.
 */
@Singleton
public final class PullManager {

  private static final Logger LOG = Logger.getLogger(PullManager.class);

  /** How often leases are asked for while owners of detectors are searched. */
  private static final Duration SEARCH_EVERY = Duration.ofSeconds(1);

  /** A search ends so long after the last delivery that met no owner: more than a lease of one. */
  private static final Duration SEARCH = Duration.ofSeconds(30);

  private final IngestConfig config;
  private final SourceRegistry sources;
  private final DetectorClient client;
  private final Time time;
  private final PullMetrics metrics;
  private final Map<String, PullRunner> runners = new ConcurrentHashMap<>();

  /** Pulls that could not begin, by id: they are not tried again before they change. */
  private final Map<String, LeasedPull> unfit = new ConcurrentHashMap<>();

  private final Map<Lane, ExecutorService> executors = new ConcurrentHashMap<>();
  private final ScheduledExecutorService leasing;
  private final ScheduledExecutorService timer;
  private volatile LeaseState state = LeaseState.NEVER;
  private volatile long tickedAt;
  private volatile long searchUntil;
  private long leasedAt;
  private boolean full;

  /**
   * Pulls that wait for each other.
   *
   * @param source empty for unknown ones, which share one: names come from outside and must not
   *     make threads
   * @param history whether they are bounded
   */
  private record Lane(String source, boolean history) {}

  public PullManager(
      IngestConfig config,
      SourceRegistry sources,
      DetectorClient client,
      MeterRegistry meters,
      Time time) {
    this.config = config;
    this.sources = sources;
    this.client = client;
    this.time = time;
    this.metrics = new PullMetrics(meters, config.pulls().lagMetrics());
    this.leasing = Executors.newSingleThreadScheduledExecutor(Daemons.named("lease"));
    this.timer = Executors.newSingleThreadScheduledExecutor(Daemons.named("pull-timer"));
    this.tickedAt = time.nanos().getAsLong();
    this.searchUntil = tickedAt;
    Gauge.builder("aiops.ingest.pulls", runners, Map::size)
        .description("Pulls that this worker holds")
        .register(meters);
  }

  void onStart(@Observes StartupEvent event) {
    start();
  }

  void onStop(@Observes ShutdownEvent event) {
    stop();
  }

  /** Begins to lease and to pull. */
  public void start() {
    leasedAt = time.nanos().getAsLong() - config.lease().every().toNanos();
    long tick = Math.min(SEARCH_EVERY.toMillis(), config.lease().every().toMillis());
    // The task catches all that it can; what it cannot shows in sinceTick().
    ScheduledFuture<?> unused =
        leasing.scheduleWithFixedDelay(this::tick, 0, tick, TimeUnit.MILLISECONDS);
  }

  /** Ends all work; what is under way is broken off and will be fetched again. */
  public void stop() {
    leasing.shutdownNow();
    timer.shutdownNow();
    runners.values().forEach(PullRunner::cancel);
    executors.values().forEach(ExecutorService::shutdownNow);
  }

  /** How leasing goes. */
  public LeaseState state() {
    return state;
  }

  /** Pulls under way. */
  public int pulls() {
    return runners.size();
  }

  /** How long ago the loop that leases gave a sign of life. */
  public Duration sinceTick() {
    return Duration.ofNanos(time.nanos().getAsLong() - tickedAt);
  }

  /**
   * Leases when it is time to, and at every tick while the owner of a detector does not answer: who
   * its successor is shows in the answer.
   */
  private void tick() {
    tickedAt = time.nanos().getAsLong();
    boolean due = tickedAt - leasedAt >= config.lease().every().toNanos();
    if (due || tickedAt - searchUntil < 0) {
      leasedAt = tickedAt;
      renew();
    }
  }

  private void renew() {
    try {
      // Measured from before the call, by our own clock: at worst it ends too early.
      long until = tickedAt + config.lease().life().toNanos();
      List<LeasedPull> held = client.lease(config.worker(), config.lease().max());
      take(held, until);
      tellWhenFull(held.size());
      if (state.error().isPresent() || state.since().isEmpty()) {
        LOG.infof("Pulls are leased. worker=%s pulls=%d", config.worker(), held.size());
      }
      Instant now = time.wall().instant();
      state =
          new LeaseState(
              state.since().or(() -> Optional.of(now)), Optional.of(now), Optional.empty());
    } catch (IOException | RuntimeException | Error e) {
      // An error as well: it would end the schedule for good.
      String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      if (!state.error().equals(Optional.of(message))) {
        LOG.warnf("Pulls cannot be leased: %s url=%s", message, config.detectorUrl());
      }
      state = new LeaseState(state.since(), state.last(), Optional.of(message));
    }
  }

  private void tellWhenFull(int held) {
    boolean isFull = held >= config.lease().max();
    if (isFull && !full) {
      LOG.warnf(
          "This worker holds as many pulls as it may, others wait for another one."
              + " worker=%s pulls=%d setting=aiops.lease.max",
          config.worker(), held);
    }
    full = isFull;
  }

  private void take(List<LeasedPull> held, long until) {
    Set<String> ids = new HashSet<>();
    for (LeasedPull pull : held) {
      ids.add(pull.id());
      try {
        take(pull, until);
      } catch (RuntimeException | Error e) {
        refuse(pull, e);
      }
    }
    runners.keySet().stream().filter(id -> !ids.contains(id)).toList().forEach(this::drop);
    unfit.keySet().retainAll(ids);
  }

  private void take(LeasedPull pull, long until) {
    PullRunner running = runners.get(pull.id());
    if (running != null && running.renew(pull, until)) {
      return;
    }
    drop(pull.id());
    LeasedPull refused = unfit.get(pull.id());
    if (refused == null || !refused.sameWork(pull)) {
      begin(pull, until);
    }
  }

  /** Leaves one pull out, so that the others go on, until it changes or nobody could be told. */
  private void refuse(LeasedPull pull, Throwable cause) {
    LOG.errorf(cause, "A pull cannot begin. pull=%s source=%s", pull.id(), pull.source());
    drop(pull.id());
    unfit.put(pull.id(), pull);
    String message =
        "ingest-service cannot work on this query: " + cause.getClass().getSimpleName();
    execute(
        pull,
        () -> {
          if (!client.fail(pull, FailureCode.QUERY_REJECTED, message)) {
            unfit.remove(pull.id(), pull);
          }
        });
  }

  private void begin(LeasedPull pull, long until) {
    Optional<Source> source = sources.find(pull.source());
    PullRunner runner =
        new PullRunner(
            pull,
            source,
            until,
            config.pulls(),
            client,
            time,
            metrics,
            new SplittableRandom(pull.id().hashCode()));
    runners.put(pull.id(), runner);
    metrics.add(pull.id(), runner::lagSeconds);
    LOG.debugf("A pull begins. pull=%s source=%s", pull.id(), pull.source());
    submit(runner);
  }

  private void drop(String id) {
    PullRunner runner = runners.remove(id);
    if (runner != null) {
      runner.cancel();
      metrics.remove(id);
    }
  }

  private void submit(PullRunner runner) {
    execute(runner.pull(), () -> work(runner));
  }

  private void execute(LeasedPull pull, Runnable work) {
    try {
      executor(pull).execute(work);
    } catch (RejectedExecutionException e) {
      LOG.debugf("A pull ends with this process. pull=%s", pull.id());
    }
  }

  private void work(PullRunner runner) {
    Optional<Duration> pause = runner.step();
    if (runner.stray()) {
      searchUntil = time.nanos().getAsLong() + SEARCH.toNanos();
    }
    if (pause.isEmpty()) {
      // A runner that stopped by itself goes; another may have taken its place.
      if (runners.remove(runner.pull().id(), runner)) {
        metrics.remove(runner.pull().id());
      }
      return;
    }
    try {
      ScheduledFuture<?> unused =
          timer.schedule(() -> submit(runner), pause.get().toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debugf("A pull ends with this process. pull=%s", runner.pull().id());
    }
  }

  private Executor executor(LeasedPull pull) {
    String known = sources.find(pull.source()).isPresent() ? pull.source() : "";
    return executors.computeIfAbsent(
        new Lane(known, pull.to().isPresent()),
        lane -> {
          int all = sources.concurrency(lane.source());
          return lane.history()
              ? Executors.newFixedThreadPool(
                  Math.max(1, all / 2), Daemons.named("history-" + lane.source()))
              : Executors.newFixedThreadPool(all, Daemons.named("pull-" + lane.source()));
        });
  }
}
