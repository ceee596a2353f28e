package io.aiops.detector.problem;

import java.util.Map;

/** A refusal that the caller is told about as problem+json. */
public abstract class DomainException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String slug;
  private final String title;
  private final int status;

  protected DomainException(String slug, String title, int status, String detail) {
    super(detail);
    this.slug = slug;
    this.title = title;
    this.status = status;
  }

  /** Last part of the stable problem type. */
  public String slug() {
    return slug;
  }

  public String title() {
    return title;
  }

  public int status() {
    return status;
  }

  /** Members of the problem beside the standard ones. */
  public Map<String, Object> members() {
    return Map.of();
  }

  /** Seconds after which the same call may succeed; 0 where waiting does not help. */
  public int retryAfterSeconds() {
    return 0;
  }
}
