package io.aiops.detector.event;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.json.InstantText;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.Tx;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Makes, renews and ends subscriptions. */
@ApplicationScoped
public class Subscribers {

  private final Ownership ownership;
  private final Database database;
  private final SubscriberStore store;
  private final EventStore events;
  private final Dispatcher dispatcher;
  private final Clock clock;
  private final Duration lease;

  Subscribers(
      Ownership ownership,
      Database database,
      SubscriberStore store,
      EventStore events,
      Dispatcher dispatcher,
      Clock clock,
      AiopsConfig config) {
    this.ownership = ownership;
    this.database = database;
    this.store = store;
    this.events = events;
    this.dispatcher = dispatcher;
    this.clock = clock;
    this.lease = config.subscriberLease();
  }

  /**
   * The answer to a subscription.
   *
   * @param seq the latest event there is
   * @param position the event after which delivery goes on
   */
  @RegisterForReflection
  record Subscription(
      String id,
      String epoch,
      long seq,
      long position,
      @JsonSerialize(converter = InstantText.class) Instant expiresAt) {}

  /**
   * @param fromSeq the last event that the subscriber holds; absent for a renewal, which goes on
   */
  Subscription subscribe(String id, URI callbackUrl, OptionalLong fromSeq) {
    Instant expiresAt = clock.instant().plus(lease).truncatedTo(ChronoUnit.MILLIS);
    return database.write(
        tx -> {
          ownership.check(tx, Ownership.DISPATCHER);
          Optional<Subscriber> present = store.findForUpdate(tx, id);
          long last = events.last(tx);
          boolean restart = fromSeq.isPresent() || present.isEmpty();
          long position =
              restart ? start(tx, fromSeq.orElse(last), last) : present.orElseThrow().ackedSeq();
          Subscriber subscriber = new Subscriber(id, callbackUrl, position, expiresAt);
          store.save(tx, subscriber);
          tx.afterCommit(() -> dispatcher.deliver(subscriber, restart));
          return new Subscription(id, database.epoch(), last, position, expiresAt);
        });
  }

  /** After the event that the subscriber holds, or at the oldest that is kept. */
  private long start(Tx tx, long held, long last) {
    return Math.max(Math.min(held, last), events.oldest(tx) - 1);
  }

  void unsubscribe(String id) {
    database.run(
        tx -> {
          ownership.check(tx, Ownership.DISPATCHER);
          store.delete(tx, id);
          tx.afterCommit(() -> dispatcher.forget(id));
        });
  }
}
