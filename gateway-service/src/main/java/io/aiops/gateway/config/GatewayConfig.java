package io.aiops.gateway.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Everything that an operator can set, below the prefix {@code aiops}. */
@ConfigMapping(prefix = "aiops")
public interface GatewayConfig {

  /** Where detector-service answers. */
  URI detectorUrl();

  /** Where ingest-service answers. */
  URI ingestUrl();

  /** Bearer token between the services; absent means no check. */
  Optional<String> internalToken();

  /** Name of this process among all gateways; names its subscription. */
  String instance();

  /** Address under which detector-service reaches this process; by default on loopback. */
  Optional<URI> callbackUrl();

  /** Pass-through of {@code /api/**}. */
  Upstreams upstream();

  /** The subscription to events. */
  Events events();

  /** WebSocket clients. */
  Live live();

  /** Pass-through of {@code /api/**}. */
  interface Upstreams {

    /** How long a connection to a service may take. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long a service may say nothing while it answers: trainings take their time. */
    @WithDefault("60s")
    Duration timeout();

    /** Connections to each service. */
    @WithDefault("64")
    int connections();

    /** Largest body that is passed on; detector-service takes no more. */
    @WithDefault("64M")
    MemorySize maxBody();
  }

  /** The subscription to events. */
  interface Events {

    /** How often the subscription is renewed: a third of its life. */
    @WithDefault("10s")
    Duration renewEvery();

    /** First pause after a subscription that failed; doubles up to the renewal period. */
    @WithDefault("250ms")
    Duration retryMin();

    /** Events kept for clients that come back. */
    @WithDefault("10000")
    int window();

    /** Bytes of events kept; the oldest go first. */
    @WithDefault("64M")
    MemorySize windowBytes();
  }

  /** WebSocket clients. */
  interface Live {

    /** How often a client with a subscription hears that all is well. */
    @WithDefault("25s")
    Duration heartbeat();

    /** How often a client is asked whether it is still there. */
    @WithDefault("25s")
    Duration ping();

    /** How long it may take to answer. */
    @WithDefault("10s")
    Duration pongTimeout();

    /** Clients at the same time; further ones are closed with 4429. */
    @WithDefault("20000")
    int maxConnections();

    /** Subscribe messages of one client within a minute; more close it with 4429. */
    @WithDefault("120")
    int maxSubscribesPerMinute();

    /** Bytes that may wait for one client; more close it with 4408. */
    @WithDefault("1M")
    MemorySize maxQueue();

    /** Largest message from a client; more close it with 4400. */
    @WithDefault("16K")
    MemorySize maxMessage();
  }
}
