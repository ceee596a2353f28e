package io.aiops.ingest.source.prometheus;

import java.util.List;
import java.util.Optional;

import io.aiops.ingest.source.Series;

/**
 * What stands in an answer of {@code query_range}.
 *
 * @param histograms series left out because their points are native histograms
 * @param streams true when there are log lines in the place of points
 * @param error what the server said in the place of a result
 */
public record Matrix(
    List<Series> series,
    List<String> warnings,
    List<String> infos,
    int histograms,
    boolean streams,
    Optional<ApiError> error) {

  /** A failure in Prometheus' JSON shape. */
  public record ApiError(String type, String message) {}
}
