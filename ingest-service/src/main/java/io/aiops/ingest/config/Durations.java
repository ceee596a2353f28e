package io.aiops.ingest.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in Prometheus' notation: {@code 30s}, {@code 5m}, {@code 1h30m}, {@code 1d}. */
public final class Durations {

  private static final Pattern PARTS =
      Pattern.compile(
          "(?:(\\d{1,6})y)?(?:(\\d{1,6})w)?(?:(\\d{1,6})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,12})s)?(?:(\\d{1,15})ms)?");
  private static final long SECOND = 1_000;
  private static final long DAY = 86_400 * SECOND;
  private static final long[] UNIT_MILLIS = {
    365 * DAY, 7 * DAY, DAY, 3_600 * SECOND, 60 * SECOND, SECOND, 1
  };
  private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException when the text is no duration
   */
  public static Duration parse(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    Matcher matcher = PARTS.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no duration like 30s, 5m or 1h30m");
    }
    long millis = 0;
    for (int i = 0; i < UNIT_MILLIS.length; i++) {
      String part = matcher.group(i + 1);
      if (part != null) {
        millis = Math.addExact(millis, Math.multiplyExact(Long.parseLong(part), UNIT_MILLIS[i]));
      }
    }
    return Duration.ofMillis(millis);
  }

  /** Writes a duration in the same notation, without years and weeks; {@code 0s} for zero. */
  public static String format(Duration duration) {
    long rest = duration.toMillis();
    if (rest == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 2; i < UNITS.length; i++) {
      long count = rest / UNIT_MILLIS[i];
      rest %= UNIT_MILLIS[i];
      if (count > 0) {
        text.append(count).append(UNITS[i]);
      }
    }
    return text.toString();
  }
}
