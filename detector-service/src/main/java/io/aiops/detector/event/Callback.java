package io.aiops.detector.event;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.aiops.detector.store.Tx;

/** A subscriber under a lease, who takes batches of CloudEvents with 204. */
final class Callback implements Recipient {

  /** Events read at once; the batch that is sent may be smaller. */
  private static final int MOST_EVENTS = 500;

  private static final int LARGEST_BATCH_CHARS = 1 << 20;
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
  private static final int TAKEN = 204;
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

  private final Subscriber subscriber;
  private final Means means;

  /**
   * What all callbacks share.
   *
   * @param token bearer token; null for none
   * @param epoch names the database
   */
  record Means(
      SubscriberStore store,
      CloudEvents cloudEvents,
      HttpClient client,
      OutboxMetrics metrics,
      String token,
      String epoch) {}

  Callback(Subscriber subscriber, Means means) {
    this.subscriber = subscriber;
    this.means = means;
  }

  @Override
  public String id() {
    return subscriber.id();
  }

  @Override
  public long position() {
    return subscriber.ackedSeq();
  }

  @Override
  public int most() {
    return MOST_EVENTS;
  }

  @Override
  public Backoff backoff() {
    return BACKOFF;
  }

  @Override
  public boolean over(Instant now) {
    return !subscriber.expiresAt().isAfter(now);
  }

  @Override
  public void store(Tx tx, long seq) {
    means.store().acked(tx, subscriber.id(), seq);
  }

  @Override
  public Answer offer(long after, List<StoredEvent> events) throws InterruptedException {
    List<StoredEvent> batch = bounded(events);
    HttpRequest.Builder post =
        HttpRequest.newBuilder(subscriber.callbackUrl())
            .timeout(ANSWER_TIMEOUT)
            .header("Content-Type", CloudEvents.BATCH_TYPE)
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    means.cloudEvents().batch(batch, means.epoch())));
    if (means.token() != null) {
      post.header("Authorization", "Bearer " + means.token());
    }
    try {
      HttpResponse<Void> answer =
          means.client().send(post.build(), HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() != TAKEN) {
        return refused("answered " + answer.statusCode());
      }
      means.metrics().delivered(batch.size());
      return new Answer.Taken(batch.get(batch.size() - 1).seq(), batch.size());
    } catch (IOException e) {
      return refused("could not be reached: " + e);
    }
  }

  private Answer refused(String why) {
    means.metrics().failed();
    return new Answer.Refused(why, Duration.ZERO);
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
}
