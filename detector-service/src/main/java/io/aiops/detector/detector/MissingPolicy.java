package io.aiops.detector.detector;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a missing point means. */
public enum MissingPolicy {
  IGNORE,
  ZERO,
  ANOMALY;

  /** The name in the API. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static MissingPolicy of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** All names in the API. */
  public static Set<String> texts() {
    return Arrays.stream(values())
        .map(MissingPolicy::text)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
