package io.aiops.detector.detector;

import java.time.Instant;

/**
 * One change of one detector.
 *
 * @param before null where it is new
 * @param after null where it is deleted
 * @param resetsState whether all that was learnt is void
 */
public record DetectorChange(
    Kind kind, Detector before, Detector after, boolean resetsState, Instant at) {

  /** What happened. */
  public enum Kind {
    CREATED,
    UPDATED,
    STARTED,
    STOPPED,
    DELETED
  }

  public String id() {
    return detector().id();
  }

  /** As it is after the change, or was before the deletion. */
  public Detector detector() {
    return after == null ? before : after;
  }
}
