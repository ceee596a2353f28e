package io.aiops.ingest.source.openmetrics;

import java.util.regex.Pattern;

/** A condition on one label; a missing label counts as the empty text. */
public record Matcher(String label, Operator operator, String value, Pattern pattern) {

  /** Characters that one regular expression may look at for one label: ends runaway ones. */
  private static final int BUDGET = 100_000;

  /** How a matcher compares. */
  public enum Operator {
    EQUAL,
    NOT_EQUAL,
    MATCHES,
    MATCHES_NOT
  }

  /** Whether a value of the label fits; the empty text for a label that is missing. */
  public boolean test(String found) {
    return switch (operator) {
      case EQUAL -> found.equals(value);
      case NOT_EQUAL -> !found.equals(value);
      case MATCHES -> matches(found);
      case MATCHES_NOT -> !matches(found);
    };
  }

  private boolean matches(String found) {
    return pattern.matcher(new Budgeted(found, new int[] {BUDGET})).matches();
  }

  /** A text that may be looked at only so often. */
  private static final class Budgeted implements CharSequence {

    private final CharSequence text;
    private final int[] left;

    Budgeted(CharSequence text, int[] left) {
      this.text = text;
      this.left = left;
    }

    @Override
    public char charAt(int index) {
      if (--left[0] < 0) {
        throw new SyntaxException("the regular expression takes too long", 1);
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Budgeted(text.subSequence(start, end), left);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
