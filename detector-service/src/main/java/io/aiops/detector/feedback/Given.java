package io.aiops.detector.feedback;

import java.time.Instant;

/**
 * A verdict that was given.
 *
 * @param at later than any before it on the same anomaly
 * @param endedAt null while it is the latest one
 * @param endedBy {@link #REPLACED} or {@link #TAKEN_BACK}; null while it is the latest one
 */
record Given(
    String anomalyId,
    Instant at,
    FeedbackVerdict verdict,
    String comment,
    Effect effect,
    Instant endedAt,
    String endedBy) {

  static final String REPLACED = "replaced";
  static final String TAKEN_BACK = "taken_back";
}
