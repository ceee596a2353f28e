package io.aiops.gateway.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.aiops.gateway.event.EventWindow;
import io.aiops.gateway.event.Subscription;

/**
 * Ready once events come in and the window has caught up. It stays ready when detector-service goes
 * away: the door still answers, and says what is wrong.
 */
@Readiness
@ApplicationScoped
public class SubscriptionReady implements HealthCheck {

  private final EventWindow window;
  private final Subscription subscription;

  public SubscriptionReady(EventWindow window, Subscription subscription) {
    this.window = window;
    this.subscription = subscription;
  }

  @Override
  public HealthCheckResponse call() {
    EventWindow.Position position = window.position();
    return HealthCheckResponse.named("events")
        .status(position.caughtUp())
        .withData("subscribed", subscription.active())
        .withData("epoch", position.epoch())
        .withData("seq", position.seq())
        .build();
  }
}
