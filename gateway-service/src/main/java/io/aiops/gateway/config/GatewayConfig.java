package io.aiops.gateway.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

  /** Who may call. */
  Auth auth();

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

  /** Who may call. Without tokens everybody may. */
  interface Auth {

    /** Entries {@code name role token}, separated by line ends, commas or semicolons. */
    Optional<String> tokens();

    /** A file with one such entry a line; it is read anew when it changes. */
    Optional<Path> tokensFile();

    /** How often it is looked at. */
    @WithDefault("5s")
    Duration reloadEvery();

    /** What session cookies are sealed with, the same in all gateways; at least 16 characters. */
    Optional<String> sessionSecret();

    /** A session ends when nothing was called for so long. */
    @WithDefault("8h")
    Duration sessionIdle();

    /** A session ends after this time however much it is used. */
    @WithDefault("7d")
    Duration sessionMax();

    /** Wrong tokens of one address within a minute that are answered 401; further ones 429. */
    @WithDefault("10")
    int wrongPerMinute();

    /** Further origins whose pages may use a session, such as {@code https://aiops.example.com}. */
    Optional<List<String>> origins();

    /** What below {@code /q/} needs no token; health never does. */
    @WithDefault("/q/metrics,/q/openapi,/q/swagger-ui")
    List<String> openPaths();
  }
}
