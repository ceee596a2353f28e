package io.aiops.detector.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.store.Tx;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

/** How well events get out. */
@Startup
@ApplicationScoped
class OutboxMetrics {

  private static final double MILLIS_PER_SECOND = 1000;

  private final EventStore events;
  private final Counter delivered;
  private final Counter failures;
  private volatile double lagSeconds;
  private volatile int subscribers;

  OutboxMetrics(EventStore events, MeterRegistry registry) {
    this.events = events;
    delivered =
        Counter.builder("aiops.outbox.delivered")
            .description("Events that subscribers have taken")
            .register(registry);
    failures =
        Counter.builder("aiops.outbox.failures")
            .description("Posts to subscribers that failed")
            .register(registry);
    Gauge.builder("aiops.outbox.lag", () -> lagSeconds)
        .baseUnit("seconds")
        .description("Age of the oldest event that some subscriber has not taken")
        .register(registry);
    Gauge.builder("aiops.outbox.subscribers", () -> subscribers)
        .description("Subscribers with a lease")
        .register(registry);
  }

  void delivered(int count) {
    delivered.increment(count);
  }

  void failed() {
    failures.increment();
  }

  /** Measures the lag of those with a lease anew: webhooks have a measure of their own. */
  double lag(Tx tx, Collection<Delivery> deliveries, Instant now) {
    List<Delivery> leased =
        deliveries.stream().filter(delivery -> delivery.recipient() instanceof Callback).toList();
    subscribers = leased.size();
    lagSeconds =
        leased.stream()
            .flatMap(delivery -> events.timeAfter(tx, delivery.acked()).stream())
            .mapToDouble(time -> Duration.between(time, now).toMillis() / MILLIS_PER_SECOND)
            .max()
            .orElse(0);
    return lagSeconds;
  }
}
