package io.aiops.gateway.live;

import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.aiops.gateway.config.GatewayConfig;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/**
 * Heartbeats, pings, and sessions that end: looks at every client now and then, on the client's
 * loop.
 */
@ApplicationScoped
class Pulse {

  /** Looks per shortest period: a heartbeat is late by a tenth at most. */
  private static final int LOOKS_PER_PERIOD = 10;

  private static final long LONGEST_LOOK_MILLIS = 1000;

  private final Hub hub;
  private final Protocol protocol;
  private final Admission admission;
  private final Vertx vertx;
  private final long heartbeat;
  private final long ping;
  private final long pongTimeout;

  Pulse(Hub hub, Protocol protocol, Admission admission, Vertx vertx, GatewayConfig config) {
    this.admission = admission;
    this.hub = hub;
    this.protocol = protocol;
    this.vertx = vertx;
    this.heartbeat = config.live().heartbeat().toNanos();
    this.ping = config.live().ping().toNanos();
    this.pongTimeout = config.live().pongTimeout().toNanos();
  }

  void start(@Observes StartupEvent event) {
    long shortest = Math.min(heartbeat, Math.min(ping, pongTimeout));
    long period =
        Math.max(
            1,
            Math.min(
                LONGEST_LOOK_MILLIS, TimeUnit.NANOSECONDS.toMillis(shortest) / LOOKS_PER_PERIOD));
    vertx.setPeriodic(period, timer -> hub.forEach(this::look));
  }

  private void look(Client client) {
    if (!admission.holds(client.channel())) {
      protocol.unauthorised(client);
      return;
    }
    long now = System.nanoTime();
    if (client.heartbeatDue(now, heartbeat)) {
      protocol.heartbeat(client);
    }
    client.check(now, ping, pongTimeout);
    client.flush();
  }
}
