package io.aiops.gateway.security;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;

/** Calls that were refused, by reason. */
@ApplicationScoped
class AuthMetrics {

  private final MeterRegistry registry;

  AuthMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void refused(String why) {
    registry.counter("aiops.auth.refused", "why", why).increment();
  }
}
