package io.aiops.gateway.api;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;

/** What is passed on, and what fails. */
@ApplicationScoped
class UpstreamMetrics {

  private final MeterRegistry registry;

  UpstreamMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void passed(String upstream) {
    registry.counter("aiops.gateway.requests", "upstream", upstream).increment();
  }

  void failed(String upstream, String why) {
    registry
        .counter("aiops.gateway.upstream.failures", "upstream", upstream, "why", why)
        .increment();
  }
}
