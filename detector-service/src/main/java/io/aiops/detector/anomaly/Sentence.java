package io.aiops.detector.anomaly;

import java.math.BigDecimal;
import java.math.MathContext;

/** Says in one English sentence what a judgement means. */
public final class Sentence {

  private static final MathContext VALUE_DIGITS = new MathContext(6);
  private static final MathContext BAND_DIGITS = new MathContext(3);
  private static final double NEGLIGIBLE = 1e-6;
  private static final double PLAIN_FROM = 1e-4;
  private static final double PLAIN_TO = 1e9;

  private Sentence() {}

  /**
   * @param feature name of the feature that the value is of; empty for a plain series
   * @param deviation signed distance from the expected value, in half-widths of the band
   */
  public static String of(
      String feature,
      double value,
      double expected,
      double lower,
      double upper,
      double deviation,
      boolean anomalous) {
    String subject = (feature.isEmpty() ? "" : feature + " ") + number(value, VALUE_DIGITS);
    if (Double.isNaN(expected)) {
      return subject + " is a value of which nothing is known yet";
    }
    double scale = Math.max(Math.abs(value), Math.abs(expected));
    String middle = number(visible(expected, scale));
    String edges = number(visible(lower, scale)) + " to " + number(visible(upper, scale));
    if (Math.abs(deviation) <= 1) {
      return anomalous
          ? subject + " is unusual, though close to the expected " + middle + " (" + edges + ")"
          : subject + " is within the expected " + edges;
    }
    return subject + " is " + distance(deviation) + " the expected " + middle + " (" + edges + ")";
  }

  /** Zero for what is too small beside the other figures to tell anybody anything. */
  private static double visible(double number, double scale) {
    return Math.abs(number) < NEGLIGIBLE * scale ? 0 : number;
  }

  public static String missing(double expected) {
    return Double.isNaN(expected)
        ? "the value is missing"
        : "the value is missing; expected was " + number(expected);
  }

  private static String distance(double deviation) {
    String side = deviation > 0 ? "above" : "below";
    return switch (Severity.of(deviation)) {
      case LOW -> side;
      case MEDIUM -> "well " + side;
      case HIGH, CRITICAL -> "far " + side;
    };
  }

  private static String number(double value) {
    return number(value, BAND_DIGITS);
  }

  /** As short as the digits allow. */
  private static String number(double value, MathContext digits) {
    if (!Double.isFinite(value)) {
      return value > 0 ? "infinity" : value < 0 ? "-infinity" : "unknown";
    }
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(digits).stripTrailingZeros();
    return size >= PLAIN_FROM && size < PLAIN_TO ? rounded.toPlainString() : rounded.toString();
  }
}
