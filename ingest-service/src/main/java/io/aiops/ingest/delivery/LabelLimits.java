package io.aiops.ingest.delivery;

import java.util.Map;

/**
 * What detector-service takes as the labels of a series or a stream. It refuses a batch as a whole,
 * so that one series beyond them would hold up all others.
 */
public final class LabelLimits {

  private static final int MOST = 64;
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_VALUE = 2048;

  /** The limits in words. */
  public static final String RULE =
      "at most "
          + MOST
          + " labels, with names of at most "
          + LONGEST_NAME
          + " and values of at most "
          + LONGEST_VALUE
          + " characters";

  private LabelLimits() {}

  /** Whether labels are within the limits. */
  public static boolean allow(Map<String, String> labels) {
    return labels.size() <= MOST
        && labels.entrySet().stream().allMatch(label -> allow(label.getKey(), label.getValue()));
  }

  private static boolean allow(String name, String value) {
    return !name.isEmpty() && name.length() <= LONGEST_NAME && value.length() <= LONGEST_VALUE;
  }
}
