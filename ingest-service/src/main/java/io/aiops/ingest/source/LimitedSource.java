package io.aiops.ingest.source;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.aiops.ingest.config.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Bounds the queries that a source gets at the same time, and measures them. */
final class LimitedSource implements Source {

  private final Source source;
  private final Semaphore permits;
  private final Duration patience;
  private final Timer timer;

  LimitedSource(Source source, int concurrent, Duration patience, MeterRegistry registry) {
    this.source = source;
    this.permits = new Semaphore(concurrent, true);
    this.patience = patience;
    this.timer =
        Timer.builder("aiops.ingest.source.query")
            .description("Time that a source takes to answer a query")
            .tag("source", source.name())
            .register(registry);
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public Kind kind() {
    return source.kind();
  }

  @Override
  public String address() {
    return source.address();
  }

  @Override
  public boolean hasHistory() {
    return source.hasHistory();
  }

  @Override
  public SeriesAnswer fetch(String query, Range range) {
    return limited(() -> source.fetch(query, range));
  }

  @Override
  public LogAnswer lines(String query, long from, long to, int most) {
    return limited(() -> source.lines(query, from, to, most));
  }

  /** Not limited: a busy source must not look like one that is down. */
  @Override
  public Optional<String> probe(Duration timeout) {
    return source.probe(timeout);
  }

  @Override
  public List<Metric> metrics(int limit) {
    return limited(() -> source.metrics(limit));
  }

  private <T> T limited(Supplier<T> call) {
    try {
      if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw SourceException.busy(
            "all of its permitted queries are under way", Optional.of(Duration.ofSeconds(1)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException(FailureCode.SOURCE_UNREACHABLE, "stopped while waiting");
    }
    try {
      return timer.record(call);
    } finally {
      permits.release();
    }
  }
}
