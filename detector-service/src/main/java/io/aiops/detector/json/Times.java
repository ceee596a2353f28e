package io.aiops.detector.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

import com.fasterxml.jackson.databind.JsonNode;

/** Times: RFC 3339 in UTC on output with milliseconds, RFC 3339 or epoch milliseconds on input. */
public final class Times {

  private static final DateTimeFormatter OUTPUT =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
  private static final String RULE = "must be an RFC 3339 time or epoch milliseconds";

  /** Beyond these a number is surely in another unit than milliseconds. */
  private static final long EARLIEST = Instant.parse("1971-01-01T00:00:00Z").toEpochMilli();

  private static final long LATEST = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

  private Times() {}

  public static String format(long epochMillis) {
    return OUTPUT.format(Instant.ofEpochMilli(epochMillis));
  }

  public static String format(Instant time) {
    return OUTPUT.format(time);
  }

  public static Instant parse(JsonNode value) {
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return millis(value.longValue());
    }
    if (value.isTextual()) {
      return parse(value.textValue());
    }
    throw new IllegalArgumentException(RULE);
  }

  /**
   * @throws IllegalArgumentException with a rule to show where the text is no time
   */
  public static Instant parse(String text) {
    if (!text.isEmpty() && text.length() < 19 && text.chars().allMatch(Character::isDigit)) {
      return millis(Long.parseLong(text));
    }
    try {
      return millis(OffsetDateTime.parse(text).toInstant().toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      // A year of nine digits is a date for the parser, and too far for milliseconds.
      throw new IllegalArgumentException(RULE, e);
    }
  }

  /** Checks that a number can be epoch milliseconds. */
  public static Instant millis(long epochMillis) {
    if (epochMillis < EARLIEST || epochMillis > LATEST) {
      throw new IllegalArgumentException(
          RULE + " between 1971 and 2200 (seconds or nanoseconds are not taken)");
    }
    return Instant.ofEpochMilli(epochMillis);
  }
}
