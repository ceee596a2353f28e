package io.aiops.detector.event;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

import org.jboss.logging.Logger;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.News;
import io.aiops.detector.store.StorageException;
import io.quarkus.scheduler.Scheduled;

/**
 * Runs one delivery per recipient, be it a gateway or a webhook, and forgets those whose lease is
 * over.
 */
@ApplicationScoped
public class Dispatcher {

  private static final Logger LOG = Logger.getLogger(Dispatcher.class);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  private final ConcurrentMap<String, Delivery> deliveries = new ConcurrentHashMap<>();
  private final AtomicBoolean listening = new AtomicBoolean();
  private final Ownership ownership;
  private final Database database;
  private final EventStore events;
  private final SubscriberStore subscribers;
  private final CloudEvents cloudEvents;
  private final Instance<Recipients> others;
  private final OutboxMetrics metrics;
  private final Clock clock;
  private final AiopsConfig config;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "event-delivery");
            thread.setDaemon(true);
            return thread;
          });

  Dispatcher(
      Ownership ownership,
      Database database,
      EventStore events,
      SubscriberStore subscribers,
      CloudEvents cloudEvents,
      Instance<Recipients> others,
      OutboxMetrics metrics,
      Clock clock,
      AiopsConfig config) {
    this.ownership = ownership;
    this.database = database;
    this.events = events;
    this.subscribers = subscribers;
    this.cloudEvents = cloudEvents;
    this.others = others;
    this.metrics = metrics;
    this.clock = clock;
    this.config = config;
  }

  /** Goes on where the last one stopped. */
  public void start() {
    if (listening.compareAndSet(false, true)) {
      database.on(News.EVENTS, () -> deliveries.values().forEach(Delivery::wake));
    }
    database.read(subscribers::all).forEach(subscriber -> deliver(subscriber, true));
    others.forEach(kind -> database.read(kind::all).forEach(recipient -> deliver(recipient, true)));
  }

  /** Ends all deliveries, because this is the business of another replica now. */
  public void abandon() {
    deliveries.values().forEach(Delivery::stop);
    deliveries.clear();
  }

  /** Ends all deliveries and stores how far they came. */
  public void stop() {
    deliveries.values().forEach(Delivery::stop);
    try {
      storePositions();
    } finally {
      threads.shutdownNow();
    }
  }

  /** Delivers to a new subscriber, or takes over the renewal of one. */
  void deliver(Subscriber subscriber, boolean restart) {
    String token = config.internalToken().orElse(null);
    deliver(
        new Callback(
            subscriber,
            new Callback.Means(subscribers, cloudEvents, client, metrics, token, database.epoch())),
        restart);
  }

  /**
   * Delivers to somebody new, or takes over what has changed. What is older than what is known is
   * ignored: of two commits the later one may come here first.
   *
   * @param restart whether the position has changed as well
   */
  public void deliver(Recipient recipient, boolean restart) {
    deliveries.compute(
        recipient.id(),
        (id, running) -> {
          if (running != null) {
            if (recipient.version() >= running.recipient().version()) {
              running.renewed(recipient, restart);
            }
            return running;
          }
          Delivery delivery = new Delivery(recipient, new Outbox());
          threads.execute(delivery);
          return delivery;
        });
  }

  /** Tells this one nothing any more. */
  public void forget(String id) {
    forget(id, Long.MAX_VALUE);
  }

  /**
   * Tells this one nothing any more, unless somebody wants it again since.
   *
   * @param version of the recipient that is to be told nothing
   */
  public void forget(String id, long version) {
    deliveries.computeIfPresent(
        id,
        (same, delivery) -> {
          if (delivery.recipient().version() > version) {
            return delivery;
          }
          delivery.stop();
          return null;
        });
  }

  Collection<Delivery> deliveries() {
    return deliveries.values();
  }

  private final class Outbox implements Delivery.Outbox {
    @Override
    public List<StoredEvent> after(long seq, int most) {
      return database.read(tx -> events.after(tx, seq, most));
    }

    @Override
    public void ended(Delivery delivery, Recipient recipient) {
      deliveries.computeIfPresent(
          recipient.id(),
          (id, present) -> {
            if (present != delivery || delivery.recipient() != recipient) {
              return present;
            }
            delivery.stop();
            return null;
          });
    }
  }

  /** Forgets whose lease is over, stores positions, and deletes events that are too many. */
  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void tidy() {
    Instant now = clock.instant();
    deliveries.keySet().forEach(id -> forgetExpired(id, now));
    try {
      storePositions();
      database.read(tx -> metrics.lag(tx, deliveries.values(), now));
    } catch (StorageException | UnavailableException e) {
      LOG.debugf("Positions of subscribers could not be stored: %s", e.getMessage());
    }
  }

  /** A renewal of the same moment comes before or after, never between look and end. */
  private void forgetExpired(String id, Instant now) {
    deliveries.computeIfPresent(
        id,
        (same, delivery) -> {
          if (!delivery.recipient().over(now)) {
            return delivery;
          }
          LOG.infof("A subscription ended without renewal: subscriber=%s", id);
          delivery.stop();
          return null;
        });
  }

  private void storePositions() {
    List<Delivery> moved = deliveries.values().stream().filter(Delivery::moved).toList();
    if (moved.isEmpty()) {
      return;
    }
    database.run(
        tx -> {
          ownership.check(tx, Ownership.DISPATCHER);
          for (Delivery delivery : moved) {
            long acked = delivery.acked();
            delivery.recipient().store(tx, acked);
            tx.afterCommit(() -> delivery.stored(acked));
          }
        });
  }

  @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void prune() {
    if (!ownership.owns(Ownership.DISPATCHER)) {
      return;
    }
    try {
      Instant now = clock.instant();
      database.run(
          tx -> {
            ownership.check(tx, Ownership.DISPATCHER);
            events.prune(tx, config.limits().events());
            subscribers.deleteExpired(tx, now);
          });
    } catch (StorageException | UnavailableException e) {
      LOG.debugf("Old events could not be deleted: %s", e.getMessage());
    }
  }
}
