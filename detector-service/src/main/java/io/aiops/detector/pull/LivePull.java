package io.aiops.detector.pull;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** A pull with how far it has come in memory, which may be further than what is stored. */
final class LivePull {

  /** Held while a batch is scored: a pull has one writer. */
  final ReentrantLock lock = new ReentrantLock();

  private volatile Pull pull;
  private volatile long position;
  private volatile long storedPosition;
  private final AtomicInteger rewinds = new AtomicInteger();

  LivePull(Pull pull) {
    stored(pull);
  }

  /** Takes over what is stored, with the position if that is a new one. */
  synchronized void stored(Pull changed) {
    pull = changed;
    position = changed.position().toEpochMilli();
    storedPosition = position;
  }

  /**
   * Takes over a lease or a failure; the position in memory goes on. What was read before a later
   * lease counts for nothing.
   */
  synchronized void renewed(Pull changed) {
    if (changed.token() >= pull.token()) {
      pull = changed;
    }
  }

  Pull pull() {
    return pull;
  }

  /** Epoch milliseconds; every point up to here is in memory. */
  long position() {
    return position;
  }

  void advance(long to) {
    position = Math.max(position, to);
  }

  /** Moves on, unless it went back since {@link #rewinds} was {@code rewindsBefore}. */
  synchronized void advance(long to, int rewindsBefore) {
    if (rewinds.get() == rewindsBefore) {
      advance(to);
    }
  }

  /**
   * Goes back to what is stored, because the states of some entities had to: the points since then
   * are fetched again, and the other entities ignore them.
   */
  synchronized void rewind() {
    rewinds.incrementAndGet();
    position = storedPosition;
  }

  /** Counts how often it went back; a position read before the last time is void. */
  int rewinds() {
    return rewinds.get();
  }

  boolean moved() {
    return position != storedPosition;
  }

  /** Epoch milliseconds; where the pull goes on after a crash. */
  long storedPosition() {
    return storedPosition;
  }

  void storedUpTo(long stored) {
    storedPosition = stored;
  }
}
