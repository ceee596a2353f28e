package io.aiops.detector.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.aiops.detector.store.Tx;

/**
 * Somebody who is told about events by a {@link Delivery} of their own, on its thread: a gateway
 * under a lease, or a webhook for as long as it is there.
 */
public interface Recipient {

  /** Unique among all of them. */
  String id();

  /** The last event that was taken when this was read from the database. */
  long position();

  /** Counts what people change of it: of two with one id the higher one counts. */
  default long version() {
    return 0;
  }

  /** Events to offer at once. */
  int most();

  /** The pauses between tries. */
  Backoff backoff();

  /** Whether nothing is to be told any more. */
  default boolean over(Instant now) {
    return false;
  }

  /**
   * Tells about the first of some events, or more of them. Throws what a database does where
   * something could not be stored; that counts as refused.
   *
   * @param after the last event that was taken
   * @param events those that follow, at least one
   */
  Answer offer(long after, List<StoredEvent> events) throws InterruptedException;

  /** Called about every second while there is nothing to tell. */
  default void idle() throws InterruptedException {}

  /** Called when nothing more is told from here: it has ended, or another replica goes on. */
  default void left() {}

  /**
   * Stores how far this has come.
   *
   * @param seq the last event that was taken
   */
  void store(Tx tx, long seq);

  /** What became of an offer. */
  sealed interface Answer {

    /**
     * @param seq the last event that is done with
     * @param events how many were told; the others are none of the recipient's business
     */
    record Taken(long seq, int events) implements Answer {}

    /**
     * The same events are offered again.
     *
     * @param why completes a sentence that begins with "It"
     * @param pause until then; zero leaves it to {@link #backoff}
     */
    record Refused(String why, Duration pause) implements Answer {}

    /** There is nobody to tell any more. */
    record Ended() implements Answer {}
  }
}
