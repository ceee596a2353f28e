package io.aiops.gateway.live;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

/** How many listen, and what they get. */
@Startup
@ApplicationScoped
class LiveMetrics {

  private final AtomicInteger clients = new AtomicInteger();
  private final MeterRegistry registry;
  private final Gauge gauge;
  private final Counter sent;
  private final Counter slow;

  LiveMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.gauge =
        Gauge.builder("aiops.live.clients", clients::get)
            .description("Open sockets")
            .register(registry);
    sent =
        Counter.builder("aiops.live.sent")
            .description("Events written to sockets")
            .register(registry);
    slow =
        Counter.builder("aiops.live.slow.clients")
            .description("Sockets closed because messages piled up")
            .register(registry);
  }

  /** A registry that outlives this would go on to show the sockets of the past. */
  @PreDestroy
  void forget() {
    registry.remove(gauge);
  }

  int opened() {
    return clients.incrementAndGet();
  }

  void closed() {
    clients.decrementAndGet();
  }

  void sent() {
    sent.increment();
  }

  void slowClient() {
    slow.increment();
  }
}
