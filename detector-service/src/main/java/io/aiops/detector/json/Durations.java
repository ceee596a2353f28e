package io.aiops.detector.json;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them: {@code 30s}, {@code 5m}, {@code 1h30m}, {@code 1d}. */
public final class Durations {

  private static final Pattern TEXT =
      Pattern.compile("(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
  private static final long[] UNIT_MILLIS = {604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1};
  private static final String[] UNITS = {"w", "d", "h", "m", "s", "ms"};

  private Durations() {}

  /**
   * @throws IllegalArgumentException with a rule to show where the text is no duration
   */
  public static Duration parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      if (text.equals("0")) {
        return Duration.ZERO;
      }
      throw new IllegalArgumentException("must be a duration such as 30s, 5m, 1h30m or 1d");
    }
    try {
      long millis = 0;
      for (int i = 0; i < UNITS.length; i++) {
        if (matcher.group(i + 1) != null) {
          millis =
              Math.addExact(
                  millis, Math.multiplyExact(Long.parseLong(matcher.group(i + 1)), UNIT_MILLIS[i]));
        }
      }
      return Duration.ofMillis(millis);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("is too long a duration", e);
    }
  }

  public static String format(Duration duration) {
    long rest = duration.toMillis();
    if (rest == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < UNITS.length; i++) {
      if (rest >= UNIT_MILLIS[i]) {
        text.append(rest / UNIT_MILLIS[i]).append(UNITS[i]);
        rest %= UNIT_MILLIS[i];
      }
    }
    return text.toString();
  }
}
