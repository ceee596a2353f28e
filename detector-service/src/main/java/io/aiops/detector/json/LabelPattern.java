package io.aiops.detector.json;

import java.util.regex.Matcher;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression in RE2's syntax, which is the one that Alertmanager and Prometheus take. It
 * matches in a time that grows with the length of the value only: there is no backtracking that a
 * hostile expression could blow up.
 */
public final class LabelPattern {

  private static final int LONGEST = 500;

  /** Counted repeats are unrolled, nested ones multiply: more are refused before that is tried. */
  private static final int MOST_UNROLLED = 20_000;

  /** Steps of the automaton: bounds what one character of a value may cost. */
  private static final int MOST_STEPS = 2000;

  private static final java.util.regex.Pattern COUNTED =
      java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

  private final Pattern pattern;

  private LabelPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * @throws IllegalArgumentException with a rule to show where the text is no such expression, or
   *     one that costs too much
   */
  public static LabelPattern of(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "the regular expression is longer than " + LONGEST + " characters");
    }
    if (unrolled(text) > MOST_UNROLLED) {
      throw tooMany();
    }
    try {
      Pattern pattern = Pattern.compile(text);
      if (pattern.programSize() > MOST_STEPS) {
        throw tooMany();
      }
      return new LabelPattern(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "the regular expression is wrong: " + e.getDescription() + " " + e.getPattern(), e);
    }
  }

  private static long unrolled(String text) {
    long product = Math.max(1, text.length());
    Matcher counted = COUNTED.matcher(text);
    while (counted.find() && product <= MOST_UNROLLED) {
      String most = counted.group(2);
      String times = most == null || most.isEmpty() ? counted.group(1) : most;
      product *= Math.max(1, Long.parseLong(times));
    }
    return product;
  }

  private static IllegalArgumentException tooMany() {
    return new IllegalArgumentException(
        "the regular expression repeats too much, like a{999}{999}");
  }

  /** Whether all of the value matches. */
  public boolean matches(String value) {
    return pattern.matches(value);
  }
}
