package io.aiops.detector.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

/** How well webhooks are told. */
@Startup
@ApplicationScoped
class WebhookMetrics {

  static final String DELIVERED = "delivered";
  static final String FAILED = "failed";
  static final String GIVEN_UP = "given_up";

  private static final String DELIVERIES = "aiops.webhook.deliveries";
  private static final double MILLIS_PER_SECOND = 1000;

  /** Times of the events that webhooks are at, by webhook. */
  private final ConcurrentMap<String, Instant> heads = new ConcurrentHashMap<>();

  private final MeterRegistry registry;
  private final Clock clock;

  WebhookMetrics(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    Gauge.builder("aiops.webhook.lag", this::lag)
        .baseUnit("seconds")
        .description("Age of the oldest event that some webhook has not taken")
        .register(registry);
  }

  void counted(String webhook, String outcome) {
    registry.counter(DELIVERIES, "webhook", webhook, "outcome", outcome).increment();
  }

  /** A webhook is at an event of this time; null where it has nothing to tell. */
  void at(String webhook, Instant time) {
    if (time == null) {
      heads.remove(webhook);
    } else {
      heads.put(webhook, time);
    }
  }

  void forget(String webhook) {
    registry.find(DELIVERIES).tag("webhook", webhook).counters().forEach(registry::remove);
  }

  private double lag() {
    Instant now = clock.instant();
    return heads.values().stream()
        .mapToDouble(time -> Duration.between(time, now).toMillis() / MILLIS_PER_SECOND)
        .max()
        .orElse(0);
  }
}
