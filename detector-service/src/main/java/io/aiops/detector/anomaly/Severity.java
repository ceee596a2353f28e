package io.aiops.detector.anomaly;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How far beyond the band a value went, in half-widths of the band. */
public enum Severity {
  LOW(1, 0),
  MEDIUM(2, 1.5),
  HIGH(3, 2.5),
  CRITICAL(4, 4);

  private final int rank;
  private final double from;

  Severity(int rank, double from) {
    this.rank = rank;
    this.from = from;
  }

  /** Its number in the database: the worse, the higher. */
  public int rank() {
    return rank;
  }

  /**
   * @param deviation signed distance from the expected value; 1 is the edge of the band
   */
  public static Severity of(double deviation) {
    Severity result = LOW;
    for (Severity severity : values()) {
      if (Math.abs(deviation) >= severity.from) {
        result = severity;
      }
    }
    return result;
  }

  /** The worse of two. */
  public Severity max(Severity other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** The name in the API. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static Severity of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** All names in the API. */
  public static Set<String> texts() {
    return Arrays.stream(values())
        .map(Severity::text)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
