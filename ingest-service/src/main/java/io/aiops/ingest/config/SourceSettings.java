package io.aiops.ingest.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.WithDefault;

/** One source, below {@code aiops.sources.<name>}. */
public interface SourceSettings {

  /** {@code prometheus}, {@code loki} {@code openmetrics} or {@code demo}. */
  Kind kind();

  /** False switches the source off as if it were not there. */
  @WithDefault("true")
  boolean enabled();

  /**
   * Base address, with a path prefix where there is one; empty means that the source is absent.
   * User and password in it are taken out and sent as basic authentication.
   */
  Optional<String> url();

  /** What the noise and the incidents of {@code demo} are made from. */
  @WithDefault("1")
  long seed();

  /** When the incidents of {@code demo} begin; the time before is calm. */
  @WithDefault("1970-01-01T00:00:00Z")
  Instant incidentsFrom();

  /** Addresses of {@code openmetrics}, by the value of their label. */
  Map<String, String> targets();

  /** Label that tells the targets of {@code openmetrics} apart. */
  @WithDefault("service")
  String targetLabel();

  /** User of basic authentication. */
  Optional<String> username();

  /** Password of basic authentication. */
  Optional<String> password();

  /** Bearer token. */
  Optional<String> bearerToken();

  /** File with a bearer token, read at each request so that a rotated one is used at once. */
  Optional<Path> bearerTokenFile();

  /** Further headers, such as {@code X-Scope-OrgID}. */
  Map<String, String> headers();

  /** PEM file of the authorities that may sign the server's certificate; default is the JDK's. */
  Optional<Path> caFile();

  /** PEM file of the client certificate and its chain. */
  Optional<Path> clientCertFile();

  /** PEM file of the client certificate's key, PKCS #8. */
  Optional<Path> clientKeyFile();

  /** How long a connection may take. */
  @WithDefault("5s")
  Duration connectTimeout();

  /** How long a query may take, to the last byte of its answer. */
  @WithDefault("30s")
  Duration timeout();

  /** Bytes of one answer, after decompression as well. */
  @WithDefault("67108864")
  long maxAnswerBytes();

  /** Queries at the same time. */
  @WithDefault("4")
  int maxConcurrent();
}
