package io.aiops.ingest.source;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.aiops.ingest.problem.ProblemException;

/** How the failure of a source is told to people. */
final class SourceProblems {

  /** When to come again where a busy source does not say so. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private SourceProblems() {}

  static ProblemException of(SourceException failure) {
    return switch (failure.code()) {
      case QUERY_REJECTED, UNSUPPORTED ->
          problem("query-rejected", "The source rejects the query", 422, failure);
      case TIMEOUT -> problem("upstream-timeout", "The source is too slow", 504, failure);
      case SOURCE_UNREACHABLE ->
          failure.busy()
              ? busy(failure)
              : problem("upstream-unreachable", "The source cannot be reached", 502, failure);
      case BAD_ANSWER, PARTIAL ->
          failure.tooMuch()
              ? problem("too-large", "The answer of the source is too large", 422, failure)
              : problem("upstream-bad-answer", "The source answers rubbish", 502, failure);
    };
  }

  private static ProblemException busy(SourceException failure) {
    return new ProblemException(
        "upstream-busy",
        "The source is busy",
        503,
        failure.getMessage(),
        List.of(),
        failure.retryAfter().or(() -> Optional.of(PAUSE)));
  }

  private static ProblemException problem(
      String slug, String title, int status, SourceException failure) {
    return new ProblemException(
        slug, title, status, failure.getMessage(), List.of(), failure.retryAfter());
  }
}
