package io.aiops.ingest.pull;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

import io.aiops.ingest.source.FailureCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

/** What pulling shows of itself. */
final class PullMetrics {

  private final MeterRegistry registry;
  private final int maxLags;
  private final Map<String, Meter> lags = new ConcurrentHashMap<>();

  /**
   * Metrics.
   *
   * @param maxLags pulls that show their lag
   */
  PullMetrics(MeterRegistry registry, int maxLags) {
    this.registry = registry;
    this.maxLags = maxLags;
  }

  void delivered(String source, long points) {
    counter("aiops.ingest.points", "Points delivered", "source", source).increment((double) points);
    counter("aiops.ingest.batches", "Batches delivered", "source", source).increment();
  }

  void failed(String source, FailureCode code) {
    Counter.builder("aiops.ingest.failures")
        .description("Fetches that gave no points")
        .tag("source", source)
        .tag("code", code.text())
        .register(registry)
        .increment();
  }

  void retried(String reason) {
    counter("aiops.ingest.delivery.retries", "Batches that have to be sent again", "reason", reason)
        .increment();
  }

  /** Shows the lag of a pull until {@link #remove}, unless too many are shown. */
  void add(String pull, DoubleSupplier lagSeconds) {
    if (lags.size() < maxLags) {
      lags.computeIfAbsent(
          pull,
          id ->
              Gauge.builder("aiops.ingest.pull.lag", lagSeconds, DoubleSupplier::getAsDouble)
                  .description("For how long the next point of a pull has been due")
                  .baseUnit("seconds")
                  .tag("pull", id)
                  .strongReference(true)
                  .register(registry));
    }
  }

  void remove(String pull) {
    Meter meter = lags.remove(pull);
    if (meter != null) {
      registry.remove(meter);
    }
  }

  private Counter counter(String name, String description, String tag, String value) {
    return Counter.builder(name).description(description).tag(tag, value).register(registry);
  }
}
