package io.aiops.gateway.event;

import java.util.List;

/** What clients can subscribe to. */
public final class Topic {

  public static final List<String> ALL = List.of("anomalies", "detectors", "system");

  private static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");

  private Topic() {}

  /** Rank of a severity, 1 to 4; 0 for none or an unknown one. */
  public static int severity(String name) {
    return SEVERITIES.indexOf(name) + 1;
  }
}
