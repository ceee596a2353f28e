package io.aiops.gateway.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.aiops.gateway.event.EventWindow;

/**
 * Ready once events come in and the window has caught up. It stays ready when detector-service goes
 * away: the door still answers, and says what is wrong.
 */
@Readiness
@ApplicationScoped
public class SubscriptionReady implements HealthCheck {

  private final EventWindow window;

  public SubscriptionReady(EventWindow window) {
    this.window = window;
  }

  @Override
  public HealthCheckResponse call() {
    EventWindow.Position position = window.position();
    return HealthCheckResponse.named("events")
        .status(position.caughtUp())
        .withData("epoch", position.epoch())
        .withData("seq", position.seq())
        .build();
  }
}
