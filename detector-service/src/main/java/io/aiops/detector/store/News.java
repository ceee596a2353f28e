package io.aiops.detector.store;

/** What a commit may have changed that others wait for, in this process and in its replicas. */
public enum News {
  /** There are new events in the outbox. */
  EVENTS,

  /** Detectors were made, changed or deleted. */
  DETECTORS,

  /** Suppressions were made, changed or deleted. */
  SUPPRESSIONS,

  /** A lease was given back. */
  LEASES
}
