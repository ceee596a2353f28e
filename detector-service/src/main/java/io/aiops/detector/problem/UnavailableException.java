package io.aiops.detector.problem;

/** 503 or 429: not now; the same call may succeed later. */
public final class UnavailableException extends DomainException {

  private static final long serialVersionUID = 1L;
  private static final int RETRY_AFTER_SECONDS = 1;

  private UnavailableException(String slug, String title, int status, String detail) {
    super(slug, title, status, detail);
  }

  public static UnavailableException storage(String detail) {
    return new UnavailableException(
        "storage-unavailable", "Storage unavailable", 503, "Nothing was stored: " + detail);
  }

  /** Another replica owns it, or none does at the moment. */
  public static UnavailableException elsewhere(String name) {
    return new UnavailableException(
        "owner-unavailable",
        "Owner unavailable",
        503,
        name + " is moving from one replica to another.");
  }

  /** What came before it is still being worked at. */
  public static UnavailableException busy(String detail) {
    return new UnavailableException("busy", "Busy", 503, detail);
  }

  public static UnavailableException limit(String detail) {
    return new UnavailableException("limit-reached", "Limit reached", 429, detail);
  }

  @Override
  public int retryAfterSeconds() {
    return RETRY_AFTER_SECONDS;
  }
}
