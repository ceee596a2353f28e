package io.aiops.detector.event;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

/**
 * Tells one recipient, in order and at least once: what was not taken is offered again, with
 * growing pauses. Runs on a thread of its own, so that nobody waits for anybody else.
 */
final class Delivery implements Runnable {

  private static final Logger LOG = Logger.getLogger(Delivery.class);

  /** A net under the wake-up after each commit. */
  private static final Duration POLL = Duration.ofSeconds(1);

  /** What the delivery needs of the outbox. */
  interface Outbox {
    List<StoredEvent> after(long seq, int most);

    /** Forgets and stops a delivery, unless its recipient has been renewed since. */
    void ended(Delivery delivery, Recipient recipient);
  }

  private final Outbox outbox;
  private final Semaphore news = new Semaphore(0);
  private volatile Recipient recipient;
  private volatile long acked;
  private volatile long storedSeq;
  private volatile boolean stopped;
  private volatile boolean renewed;
  private int failures;
  private Duration pause = Duration.ZERO;

  Delivery(Recipient recipient, Outbox outbox) {
    this.recipient = recipient;
    this.acked = recipient.position();
    this.storedSeq = recipient.position();
    this.outbox = outbox;
  }

  Recipient recipient() {
    return recipient;
  }

  /** The last event that was taken. */
  long acked() {
    return acked;
  }

  /** Whether the database knows less than {@link #acked}. */
  boolean moved() {
    return acked != storedSeq;
  }

  void stored(long seq) {
    storedSeq = seq;
  }

  /** Takes over a renewal, and with {@code restart} the position that comes with it. */
  void renewed(Recipient changed, boolean restart) {
    synchronized (this) {
      recipient = changed;
      if (restart) {
        acked = changed.position();
        storedSeq = changed.position();
      }
    }
    renewed = true;
    wake();
  }

  void wake() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  void stop() {
    stopped = true;
    wake();
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        if (!attempt()) {
          rest();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      recipient.left();
    }
  }

  private boolean attempt() throws InterruptedException {
    try {
      return deliver();
    } catch (RuntimeException e) {
      failed("could not be told: " + e, POLL);
      return false;
    }
  }

  /** Waits for news; after a failure for the end of the pause, or a renewal. */
  private void rest() throws InterruptedException {
    boolean pausing = !pause.isZero();
    long end = System.nanoTime() + (pausing ? pause : POLL).toNanos();
    do {
      news.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      news.drainPermits();
    } while (pausing && !stopped && !renewed && System.nanoTime() < end);
    renewed = false;
    pause = Duration.ZERO;
  }

  /** Offers what comes next; answers whether there may be more to offer at once. */
  private boolean deliver() throws InterruptedException {
    Recipient told = recipient;
    long from = acked;
    List<StoredEvent> events = outbox.after(from, told.most());
    if (events.isEmpty()) {
      told.idle();
      return false;
    }
    Recipient.Answer answer = told.offer(from, events);
    if (answer instanceof Recipient.Answer.Refused refused) {
      failed(refused.why(), refused.pause());
      return false;
    }
    if (answer instanceof Recipient.Answer.Ended) {
      outbox.ended(this, told);
      return false;
    }
    taken(from, (Recipient.Answer.Taken) answer);
    return true;
  }

  private void taken(long from, Recipient.Answer.Taken taken) {
    if (taken.events() > 0) {
      if (failures > 0) {
        LOG.infof("A subscriber takes events again: subscriber=%s", recipient.id());
      }
      failures = 0;
    }
    synchronized (this) {
      if (acked == from) {
        acked = taken.seq();
      }
    }
  }

  private void failed(String why, Duration asked) {
    if (failures == 0) {
      LOG.warnf("A subscriber does not take events: subscriber=%s it %s", recipient.id(), why);
    }
    failures++;
    pause = asked.isZero() ? recipient.backoff().after(failures) : asked;
  }
}
