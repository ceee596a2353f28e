package io.aiops.detector.feedback;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person says of an anomaly. */
enum FeedbackVerdict {
  /** It was one: nothing changes. */
  ANOMALY,
  /** This happens and is normal, a weekly job for example: its points are learnt fully. */
  EXPECTED,
  /** It was none: what resembles it alarms no more. */
  NOT_ANOMALY,
  /** It stays as it is now: its points are learnt fully, and the level moves there at once. */
  NEW_NORMAL;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static FeedbackVerdict of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  static Set<String> texts() {
    return Arrays.stream(values())
        .map(FeedbackVerdict::text)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
