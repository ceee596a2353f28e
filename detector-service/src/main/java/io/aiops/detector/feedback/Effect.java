package io.aiops.detector.feedback;

import io.aiops.detector.scoring.Tolerated;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a verdict changed.
 *
 * @param taughtPoints that were learnt fully; null for another effect
 * @param trainedAt names the training of the model that was taught; null for another effect
 * @param tolerance null for another effect
 */
@RegisterForReflection
record Effect(String kind, Integer taughtPoints, Long trainedAt, Tolerated tolerance) {

  static final String NOTHING = "none";
  static final String TOLERANCE = "tolerance";
  static final String TAUGHT = "taught";
  static final String KNOWN_PATTERN = "known_pattern";

  static final Effect NONE = new Effect(NOTHING, null, null, null);
  static final Effect PATTERN = new Effect(KNOWN_PATTERN, null, null, null);

  static Effect taught(int points, long trainedAt) {
    return new Effect(TAUGHT, points, trainedAt, null);
  }

  static Effect tolerating(Tolerated tolerance) {
    return new Effect(TOLERANCE, null, null, tolerance);
  }

  boolean is(String other) {
    return kind.equals(other);
  }
}
