package io.aiops.ingest.source;

import java.time.Duration;
import java.util.Optional;

/** A source gave no points; the message is fit for users and holds no credentials. */
public final class SourceException extends RuntimeException {

  /** Longest message kept of what a server says. */
  private static final int MAX_MESSAGE = 500;

  private final FailureCode code;
  private final boolean tooMuch;
  private final boolean busy;
  private final transient Optional<Duration> retryAfter;

  private SourceException(
      FailureCode code,
      String message,
      boolean tooMuch,
      boolean busy,
      Optional<Duration> retryAfter) {
    super(clean(message));
    this.code = code;
    this.tooMuch = tooMuch;
    this.busy = busy;
    this.retryAfter = retryAfter;
  }

  /** A failure with its cause in words. */
  public SourceException(FailureCode code, String message) {
    this(code, message, false, false, Optional.empty());
  }

  /** The range asks for more than the source or this service can handle at once. */
  public static SourceException tooMuch(FailureCode code, String message) {
    return new SourceException(code, message, true, false, Optional.empty());
  }

  /** The source is overloaded and may have said when to come back. */
  public static SourceException busy(String message, Optional<Duration> retryAfter) {
    return new SourceException(FailureCode.SOURCE_UNREACHABLE, message, false, true, retryAfter);
  }

  public FailureCode code() {
    return code;
  }

  /** True when a shorter range may succeed. */
  public boolean tooMuch() {
    return tooMuch;
  }

  /** True when the source has too much to do. */
  public boolean busy() {
    return busy;
  }

  /** When the source wants to be asked again, where it said so. */
  public Optional<Duration> retryAfter() {
    return retryAfter == null ? Optional.empty() : retryAfter;
  }

  private static String clean(String message) {
    String text = Redaction.redact(message).strip();
    return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + "…";
  }
}
