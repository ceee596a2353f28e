package io.aiops.ingest.source.demo;

/**
 * Something that goes wrong in the shop.
 *
 * @param target number that picks the pod or queue concerned
 * @param start first second, since the epoch
 * @param end second of the repair, since the epoch; effects fade within {@link #FADE_SECONDS}
 */
record Incident(Type type, int target, long start, long end) {

  /** Until it is in full effect: people see it grow. */
  static final int RAMP_SECONDS = 12;

  /** Until everything is as it was, after the repair. */
  static final int FADE_SECONDS = 8;

  /** What can go wrong, in the order of the first ones. */
  enum Type {
    /** A new version of checkout on one pod: slow, and every third answer an error. */
    BAD_DEPLOY,
    /** Messages of a queue are not taken any more. */
    STUCK_QUEUE,
    /** Most visitors do not reach the shop. */
    TRAFFIC_DROP,
    /** A pod takes memory until it is killed and starts anew. */
    MEMORY_LEAK,
    /** Payment's provider fails: its errors are also checkout's, and orders are lost. */
    PAYMENT_OUTAGE,
    /** Queries hold their connections: the pools run full, catalog slows down. */
    SLOW_DATABASE
  }

  /** How far in effect: 0 outside, rising to 1, and back after the end. */
  double strength(long second) {
    if (second < start || second >= end + FADE_SECONDS) {
      return 0;
    }
    return second < end
        ? Math.min(1, (second - start + 1.0) / RAMP_SECONDS)
        : 1 - (second - end + 1.0) / (FADE_SECONDS + 1);
  }

  /** Seconds in effect so far, which drain away as fast as the strength after the end. */
  double pile(long second) {
    return second < end
        ? Math.max(0, second - start + 1)
        : (end - start) * Math.max(0, strength(second));
  }
}
