package io.aiops.ingest.delivery;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A range of a source query to fetch, as detector-service leased it. Times are epoch milliseconds.
 *
 * @param metric true for numbers, false for log lines
 * @param to end of a bounded pull
 * @param position end of what is stored
 * @param token goes along with each batch
 * @param endpoint where batches go, absent for the configured detector-service
 */
public record LeasedPull(
    String id,
    String detectorId,
    String source,
    String query,
    boolean metric,
    Duration interval,
    Duration delay,
    OptionalLong from,
    OptionalLong to,
    OptionalLong position,
    long token,
    Optional<URI> endpoint) {

  public LeasedPull {
    if (interval.toMillis() <= 0 || delay.isNegative()) {
      throw new IllegalArgumentException(
          "pull " + id + " has interval " + interval + " and delay " + delay);
    }
  }

  /** True when the other is the same work under the same token, so that it can go on. */
  public boolean sameWork(LeasedPull other) {
    return id.equals(other.id)
        && token == other.token
        && source.equals(other.source)
        && query.equals(other.query)
        && metric == other.metric
        && interval.equals(other.interval)
        && delay.equals(other.delay)
        && from.equals(other.from)
        && to.equals(other.to);
  }
}
