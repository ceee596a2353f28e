package io.aiops.detector.suppression;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All suppressions at one time, compiled, the oldest first. Two are the same where nothing changed.
 */
public final class RuleSet {

  public static final RuleSet NONE = new RuleSet(List.of());

  private final List<Suppression> suppressions;

  RuleSet(List<Suppression> suppressions) {
    this.suppressions = List.copyOf(suppressions);
  }

  /** Those that match, whether they count now or not. */
  public Matching matching(String detectorId, Map<String, String> labels) {
    return suppressions.isEmpty()
        ? Matching.NONE
        : new Matching(
            suppressions.stream().filter(one -> one.rule().matches(detectorId, labels)).toList());
  }

  /** The suppressions that match one anomaly. */
  public static final class Matching {

    public static final Matching NONE = new Matching(List.of());

    private final List<Suppression> suppressions;

    private Matching(List<Suppression> suppressions) {
      this.suppressions = suppressions;
    }

    /**
     * The one that counts at a time.
     *
     * @param present that is preferred, so that it stays while it counts; null for none
     * @return its id, or null
     */
    public String at(Instant time, String present) {
      String found = null;
      for (Suppression one : suppressions) {
        if (one.rule().activeAt(time)) {
          if (one.id().equals(present)) {
            return present;
          }
          found = found == null ? one.id() : found;
        }
      }
      return found;
    }
  }
}
