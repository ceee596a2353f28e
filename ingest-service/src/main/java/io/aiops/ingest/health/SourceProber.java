package io.aiops.ingest.health;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.aiops.ingest.config.IngestConfig;
import io.aiops.ingest.config.Time;
import io.aiops.ingest.delivery.DetectorClient;
import io.aiops.ingest.source.Source;
import io.aiops.ingest.source.SourceException;
import io.aiops.ingest.source.SourceRegistry;
import io.aiops.ingest.source.SourceState;
import io.aiops.ingest.source.SourceStates;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Asks each source regularly whether it answers, and tells detector-service of changes. */
@Singleton
public final class SourceProber {

  private static final Logger LOG = Logger.getLogger(SourceProber.class);
  private static final double NANOS_PER_MILLI = 1e6;

  private final IngestConfig config;
  private final SourceRegistry sources;
  private final SourceStates states;
  private final DetectorClient client;
  private final Time time;
  private final Map<String, Told> told = new ConcurrentHashMap<>();
  private final ScheduledExecutorService executor;

  /** What detector-service last heard, and when on the monotonic clock. */
  private record Told(SourceState state, long nanos) {}

  public SourceProber(
      IngestConfig config,
      SourceRegistry sources,
      SourceStates states,
      DetectorClient client,
      MeterRegistry meters,
      Time time) {
    this.config = config;
    this.sources = sources;
    this.states = states;
    this.client = client;
    this.time = time;
    // A thread for each source: one that hangs delays no other.
    this.executor =
        Executors.newScheduledThreadPool(
            Math.max(1, sources.all().size()),
            work -> {
              Thread thread = new Thread(work, "probe");
              thread.setDaemon(true);
              return thread;
            });
    for (Source source : sources.all()) {
      Gauge.builder("aiops.ingest.source.up", () -> up(source.name()))
          .description("1 when the last check of the source succeeded")
          .tag("source", source.name())
          .register(meters);
    }
  }

  void onStart(@Observes StartupEvent event) {
    start();
  }

  void onStop(@Observes ShutdownEvent event) {
    stop();
  }

  /** Begins to check. */
  public void start() {
    for (Source source : sources.all()) {
      ScheduledFuture<?> unused =
          executor.scheduleWithFixedDelay(
              () -> check(source), 0, config.probe().every().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Ends all checks. */
  public void stop() {
    executor.shutdownNow();
  }

  private void check(Source source) {
    try {
      SourceState state = probe(source);
      states.put(state);
      tell(state);
    } catch (RuntimeException e) {
      // An exception would end the schedule of this source for ever.
      LOG.errorf(e, "A source could not be checked. source=%s", source.name());
    }
  }

  private SourceState probe(Source source) {
    long start = time.nanos().getAsLong();
    Optional<String> complaint;
    boolean reachable = true;
    try {
      complaint = source.probe(config.probe().timeout());
    } catch (SourceException e) {
      complaint = Optional.of(e.getMessage());
      reachable = false;
    }
    double millis = (time.nanos().getAsLong() - start) / NANOS_PER_MILLI;
    return new SourceState(
        source.name(),
        source.kind(),
        source.address(),
        Optional.of(reachable),
        reachable ? OptionalDouble.of(millis) : OptionalDouble.empty(),
        complaint,
        Optional.of(time.wall().instant()));
  }

  private void tell(SourceState state) {
    Told last = told.get(state.name());
    long now = time.nanos().getAsLong();
    boolean changed =
        last == null
            || !last.state().reachable().equals(state.reachable())
            || !last.state().lastError().equals(state.lastError());
    if (!changed && now - last.nanos() < config.probe().repeat().toNanos()) {
      return;
    }
    if (changed) {
      LOG.infof(
          "A source changed. source=%s reachable=%s error=%s",
          state.name(), state.reachable().orElse(false), state.lastError().orElse("none"));
    }
    try {
      client.report(state);
      told.put(state.name(), new Told(state, now));
    } catch (IOException e) {
      LOG.debugf("The state of a source is told later: %s source=%s", e.getMessage(), state.name());
    }
  }

  private double up(String name) {
    return states.find(name).flatMap(SourceState::reachable).orElse(false) ? 1 : 0;
  }
}
