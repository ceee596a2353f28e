package io.aiops.detector.scoring;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;

/** What scoring costs. */
@Startup
@ApplicationScoped
public class ScoringMetrics {

  private final Counter points;
  private final Counter late;
  private final Timer calls;
  private final Timer checkpoints;
  private final DistributionSummary saved;
  private final Counter replaced;
  private final Counter dropped;

  public ScoringMetrics(MeterRegistry registry) {
    points =
        Counter.builder("aiops.points.processed")
            .description("Points learnt and judged")
            .register(registry);
    late =
        Counter.builder("aiops.points.late")
            .description("Points ignored because their entity was further already")
            .register(registry);
    calls =
        Timer.builder("aiops.detect")
            .description("Time to score the points of one call or batch")
            .serviceLevelObjectives(
                Duration.ofNanos(100_000),
                Duration.ofMillis(1),
                Duration.ofMillis(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(1))
            .register(registry);
    checkpoints =
        Timer.builder("aiops.checkpoint")
            .description("Time to save the states that changed, per round that saved any")
            .register(registry);
    saved =
        DistributionSummary.builder("aiops.checkpoint.size")
            .baseUnit("bytes")
            .description("Bytes of the states that a round saved")
            .register(registry);
    replaced = retrainings(registry, "replaced");
    dropped = retrainings(registry, "dropped");
  }

  private static Counter retrainings(MeterRegistry registry, String outcome) {
    return Counter.builder("aiops.retrainings")
        .description("Candidates that took the place of a model, or did not")
        .tag("outcome", outcome)
        .register(registry);
  }

  void checkpoint(long bytes, long nanos) {
    checkpoints.record(nanos, TimeUnit.NANOSECONDS);
    saved.record((double) bytes);
  }

  void scored(int count, long nanos) {
    points.increment(count);
    calls.record(nanos, TimeUnit.NANOSECONDS);
  }

  void retrained(boolean tookOver) {
    (tookOver ? replaced : dropped).increment();
  }

  void late(int count) {
    late.increment(count);
  }
}
