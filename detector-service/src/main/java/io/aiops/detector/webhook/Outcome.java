package io.aiops.detector.webhook;

import java.time.Duration;

/**
 * What became of one request.
 *
 * @param status HTTP status; null without an answer
 * @param error one sentence without the address; null where it was taken
 * @param retryAfter what the answer asked for; zero where it did not
 */
record Outcome(
    Verdict verdict, Integer status, long latencyMillis, String error, Duration retryAfter) {

  /** What follows from it. */
  enum Verdict {
    TAKEN,
    /** It may be taken later. */
    LATER,
    /** The same again will hardly be taken. */
    REFUSED,
    /** Nobody wants to be told any more. */
    GONE
  }

  static Outcome failed(Verdict verdict, long latencyMillis, String error) {
    return new Outcome(verdict, null, latencyMillis, error, Duration.ZERO);
  }
}
