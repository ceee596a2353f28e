package io.aiops.detector.store;

import java.time.Instant;

/** What is stored of the past: it goes once it has ended and been left alone for long. */
public interface Expiring {

  /** Its name in logs and metrics, in the plural. */
  String kind();

  /**
   * Deletes what has ended and has not changed since a time, the oldest first. The time is that of
   * the clock when it was written, not that of the points, which may be old from the start.
   *
   * @param most rows at most, which bounds how long others wait
   * @return how many it deleted
   */
  int expire(Tx tx, Instant before, int most);
}
