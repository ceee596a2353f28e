package io.aiops.detector.model;

/**
 * When an entity is to be learnt anew.
 *
 * @param everyMillis in the time of its points, in milliseconds; 0 for never on a schedule
 * @param onDrift whether also when its forecast errors have become lastingly smaller
 */
public record RetrainRule(long everyMillis, boolean onDrift) {

  /** Once a day and on drift. */
  public static final RetrainRule DAILY = new RetrainRule(24 * 3_600_000L, true);

  /** Learns on, but never anew. */
  public static final RetrainRule NEVER = new RetrainRule(0, false);

  /** Checks the range. */
  public RetrainRule {
    if (everyMillis < 0) {
      throw new IllegalArgumentException("everyMillis must not be negative, but is " + everyMillis);
    }
  }
}
