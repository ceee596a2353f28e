package io.aiops.detector.webhook;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/** What the answer of a webhook means. */
final class Answers {

  /** Client errors that pass: timeout, too early, too many requests. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private static final int GONE = 410;

  /** However much longer an answer asks us to wait, people want to know that it works again. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private Answers() {}

  static Outcome outcome(HttpResponse<?> answer, long latencyMillis, Instant now) {
    int status = answer.statusCode();
    Outcome.Verdict verdict = verdict(status);
    Duration retryAfter =
        verdict == Outcome.Verdict.TAKEN
            ? Duration.ZERO
            : answer
                .headers()
                .firstValue("Retry-After")
                .map(text -> retryAfter(text, now))
                .orElse(Duration.ZERO);
    return new Outcome(verdict, status, latencyMillis, error(status, verdict), retryAfter);
  }

  private static Outcome.Verdict verdict(int status) {
    if (status >= 200 && status < 300) {
      return Outcome.Verdict.TAKEN;
    }
    if (status == GONE) {
      return Outcome.Verdict.GONE;
    }
    return status < 500 && !PASSING.contains(status)
        ? Outcome.Verdict.REFUSED
        : Outcome.Verdict.LATER;
  }

  private static String error(int status, Outcome.Verdict verdict) {
    return switch (verdict) {
      case TAKEN -> null;
      case GONE -> "It answered 410 Gone, so it was disabled.";
      default ->
          status >= 300 && status < 400
              ? "It answered " + status + ": redirects are not followed."
              : "It answered " + status + ".";
    };
  }

  /** Seconds or a date; what is neither asks for nothing. */
  static Duration retryAfter(String text, Instant now) {
    Duration wait;
    try {
      wait =
          text.strip().matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(text.strip()))
              : Duration.between(
                  now,
                  ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                      .toInstant());
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
