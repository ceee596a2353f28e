package io.aiops.ingest.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.aiops.ingest.config.Durations;
import io.aiops.ingest.problem.ProblemException;
import io.aiops.ingest.problem.Violation;

/** The checked parameters of a query. */
record QueryParameters(String query, Range range) {

  /** Points per series that Prometheus and Loki answer at most. */
  static final int MAX_STEPS = 11_000;

  /** Longest query: the longest that people write are far below. */
  static final int MAX_QUERY_CHARS = 8_192;

  private static final Duration DEFAULT_RANGE = Duration.ofHours(1);

  /** A step is chosen so that a chart gets about this many points. */
  private static final int DEFAULT_STEPS = 240;

  private static final long MIN_STEP_MILLIS = 1_000;
  private static final long MAX_STEP_MILLIS = Duration.ofDays(366).toMillis();

  /** Where nanoseconds since the epoch end. */
  private static final long MAX_TIME_MILLIS = Long.MAX_VALUE / 1_000_000;

  private static final long[] STEPS = {
    1_000,
    5_000,
    15_000,
    30_000,
    60_000,
    300_000,
    900_000,
    1_800_000,
    3_600_000,
    21_600_000,
    86_400_000
  };

  /**
   * Checks parameters; absent ones take their defaults: the last hour in about 240 steps.
   *
   * @param now epoch milliseconds
   * @throws ProblemException naming all that is wrong
   */
  static QueryParameters of(
      Optional<String> query,
      Optional<String> from,
      Optional<String> to,
      Optional<String> step,
      long now) {
    List<Violation> wrong = new ArrayList<>();
    String text = query.orElse("").strip();
    if (text.isEmpty()) {
      wrong.add(new Violation("query", "is missing"));
    } else if (text.length() > MAX_QUERY_CHARS) {
      wrong.add(new Violation("query", "must not be longer than " + MAX_QUERY_CHARS));
    }
    long end = to.map(value -> time("to", value, wrong)).orElse(now);
    long start =
        from.map(value -> time("from", value, wrong))
            .orElse(Math.max(0, end - DEFAULT_RANGE.toMillis()));
    if (wrong.isEmpty() && start > end) {
      wrong.add(new Violation("from", "must not be after to"));
    }
    long width = step.map(value -> step(value, wrong)).orElseGet(() -> chosen(end - start));
    if (wrong.isEmpty() && (end - start) / width >= MAX_STEPS) {
      wrong.add(
          new Violation("step", "gives more than " + MAX_STEPS + " points per series; enlarge it"));
    }
    if (!wrong.isEmpty()) {
      throw ProblemException.invalid(wrong);
    }
    // The same instants at every call, so that the same values come back.
    long last = Math.floorDiv(end, width) * width;
    long first = Math.min(last, -Math.floorDiv(-start, width) * width);
    return new QueryParameters(text, new Range(first, last, width));
  }

  private static long time(String field, String value, List<Violation> wrong) {
    try {
      long millis =
          value.matches("-?\\d{1,18}")
              ? Long.parseLong(value)
              : OffsetDateTime.parse(value.replace(' ', '+')).toInstant().toEpochMilli();
      if (millis < 0 || millis > MAX_TIME_MILLIS) {
        wrong.add(new Violation(field, "must lie between the years 1970 and 2262"));
      }
      return millis;
    } catch (DateTimeException | ArithmeticException e) {
      wrong.add(
          new Violation(field, "must be a time like 2026-01-02T03:04:05Z or epoch milliseconds"));
      return 0;
    }
  }

  private static long step(String value, List<Violation> wrong) {
    try {
      long millis = Durations.parse(value).toMillis();
      if (millis < MIN_STEP_MILLIS || millis > MAX_STEP_MILLIS) {
        wrong.add(new Violation("step", "must lie between 1s and 366d"));
      }
      return Math.max(1, millis);
    } catch (IllegalArgumentException | ArithmeticException e) {
      wrong.add(new Violation("step", "must be a duration such as 30s or 5m"));
      return 1;
    }
  }

  private static long chosen(long range) {
    for (long step : STEPS) {
      if (range / step <= DEFAULT_STEPS) {
        return step;
      }
    }
    long days = range / STEPS[STEPS.length - 1] / DEFAULT_STEPS + 1;
    return days * STEPS[STEPS.length - 1];
  }
}
