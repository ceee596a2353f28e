package io.aiops.ingest.source;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

import io.aiops.ingest.config.Kind;

/**
 * What the last check of a source showed.
 *
 * @param url without credentials
 * @param reachable absent before the first check
 * @param latencyMs how long the answer took
 */
public record SourceState(
    String name,
    Kind kind,
    String url,
    Optional<Boolean> reachable,
    OptionalDouble latencyMs,
    Optional<String> lastError,
    Optional<Instant> checkedAt) {

  /** The state of a source that was not yet checked. */
  public static SourceState unchecked(String name, Kind kind, String url) {
    return new SourceState(
        name,
        kind,
        url,
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
