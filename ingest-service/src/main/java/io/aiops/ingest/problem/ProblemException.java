package io.aiops.ingest.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A request that is answered with a problem. */
public final class ProblemException extends RuntimeException {

  private final String slug;
  private final String title;
  private final int status;
  private final transient List<Violation> violations;
  private final transient Optional<Duration> retryAfter;

  /**
   * A problem.
   *
   * @param slug end of its type
   */
  public ProblemException(
      String slug,
      String title,
      int status,
      String detail,
      List<Violation> violations,
      Optional<Duration> retryAfter) {
    super(detail);
    this.slug = slug;
    this.title = title;
    this.status = status;
    this.violations = violations;
    this.retryAfter = retryAfter;
  }

  /** 404. */
  public static ProblemException notFound(String detail) {
    return new ProblemException("not-found", "Not found", 404, detail, List.of(), Optional.empty());
  }

  /** 400 with all that is wrong. */
  public static ProblemException invalid(List<Violation> violations) {
    String detail =
        String.join("; ", violations.stream().map(v -> v.field() + " " + v.message()).toList());
    return new ProblemException(
        "validation", "Invalid request", 400, detail, violations, Optional.empty());
  }

  String slug() {
    return slug;
  }

  String title() {
    return title;
  }

  int status() {
    return status;
  }

  List<Violation> violations() {
    return violations;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
