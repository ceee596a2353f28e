package io.aiops.detector.event;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

import org.jboss.logging.Logger;

/**
 * Tells one subscriber, in order and at least once: a batch that was not taken is sent again, with
 * growing pauses. Runs on a thread of its own, so that nobody waits for anybody else's callback.
 */
final class Delivery implements Runnable {

  private static final Logger LOG = Logger.getLogger(Delivery.class);

  /** A net under the wake-up after each commit. */
  private static final long POLL_MILLIS = 1000;

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5000;
  private static final int LARGEST_BATCH_CHARS = 1 << 20;

  /** What the delivery needs of the outbox. */
  interface Outbox {
    List<StoredEvent> after(long seq);

    byte[] batch(List<StoredEvent> events);

    void delivered(int events);

    void failed();
  }

  private final Outbox outbox;
  private final HttpClient client;
  private final LongFunction<HttpRequest.Builder> request;
  private final Semaphore news = new Semaphore(0);
  private volatile Subscriber subscriber;
  private volatile long acked;
  private volatile long storedSeq;
  private volatile boolean stopped;
  private long pause;

  /**
   * @param request makes a request to the callback from a timeout in milliseconds
   */
  Delivery(
      Subscriber subscriber,
      Outbox outbox,
      HttpClient client,
      LongFunction<HttpRequest.Builder> request) {
    this.subscriber = subscriber;
    this.acked = subscriber.ackedSeq();
    this.storedSeq = subscriber.ackedSeq();
    this.outbox = outbox;
    this.client = client;
    this.request = request;
  }

  Subscriber subscriber() {
    return subscriber;
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
  void renewed(Subscriber changed, boolean restart) {
    synchronized (this) {
      subscriber = changed;
      if (restart) {
        acked = changed.ackedSeq();
        storedSeq = changed.ackedSeq();
      }
    }
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
    while (!stopped) {
      try {
        if (!deliver()) {
          news.tryAcquire(Math.max(pause, pause == 0 ? POLL_MILLIS : 0), TimeUnit.MILLISECONDS);
          news.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        failed(e.toString());
        sleepQuietly();
      }
    }
  }

  private void sleepQuietly() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
  }

  /** Sends the next batch; answers whether there may be more to send at once. */
  private boolean deliver() throws InterruptedException {
    long from = acked;
    List<StoredEvent> events = bounded(outbox.after(from));
    if (events.isEmpty()) {
      pause = 0;
      return false;
    }
    if (!post(outbox.batch(events))) {
      return false;
    }
    outbox.delivered(events.size());
    synchronized (this) {
      if (acked == from) {
        acked = events.get(events.size() - 1).seq();
      }
    }
    return true;
  }

  private static List<StoredEvent> bounded(List<StoredEvent> events) {
    List<StoredEvent> batch = new ArrayList<>();
    int chars = 0;
    for (StoredEvent event : events) {
      chars += event.data().length();
      if (!batch.isEmpty() && chars > LARGEST_BATCH_CHARS) {
        break;
      }
      batch.add(event);
    }
    return batch;
  }

  private boolean post(byte[] batch) throws InterruptedException {
    try {
      HttpRequest post =
          request
              .apply(ANSWER_TIMEOUT.toMillis())
              .uri(subscriber.callbackUrl())
              .POST(HttpRequest.BodyPublishers.ofByteArray(batch))
              .build();
      HttpResponse<Void> answer = client.send(post, HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() == 204) {
        if (pause > 0) {
          LOG.infof("A subscriber takes events again: subscriber=%s", subscriber.id());
        }
        pause = 0;
        return true;
      }
      failed("it answered " + answer.statusCode());
    } catch (IOException e) {
      failed(e.toString());
    }
    return false;
  }

  private void failed(String why) {
    outbox.failed();
    if (pause == 0) {
      LOG.warnf("A subscriber does not take events: subscriber=%s %s", subscriber.id(), why);
    }
    long grown = Math.min(LONGEST_PAUSE_MILLIS, Math.max(FIRST_PAUSE_MILLIS, pause * 2));
    pause = grown / 2 + ThreadLocalRandom.current().nextLong(grown / 2 + 1);
  }
}
