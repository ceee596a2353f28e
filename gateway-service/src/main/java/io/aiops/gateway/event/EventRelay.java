package io.aiops.gateway.event;

import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;

/** Keeps events in the window and hands the new ones on, in order. */
@Startup // so that its meters are there before the first event
@ApplicationScoped
public class EventRelay {

  private static final Logger LOG = Logger.getLogger(EventRelay.class);

  private final EventWindow window;
  private final EventListener listener;
  private final Subscription subscription;
  private final Counter received;
  private final Timer relayed;

  public EventRelay(
      EventWindow window,
      EventListener listener,
      Subscription subscription,
      MeterRegistry registry) {
    this.window = window;
    this.listener = listener;
    this.subscription = subscription;
    this.received =
        Counter.builder("aiops.events.received")
            .description("Events taken from detector-service")
            .register(registry);
    this.relayed =
        Timer.builder("aiops.events.relay")
            .description("Time from the callback to the hand-over to the sockets")
            .register(registry);
  }

  /** Takes a batch; answers whether it follows on what is here. */
  public synchronized boolean take(CloudEventReader.Batch batch) {
    long start = System.nanoTime();
    EventWindow.Added added = window.add(batch);
    if (added.interrupted()) {
      LOG.warnf(
          "Events do not follow on the last ones, clients have to come back: epoch=%s seq=%d",
          batch.epoch(), window.position().seq());
      listener.interrupted();
    }
    if (!added.events().isEmpty()) {
      received.increment(added.events().size());
      listener.published(added.news());
      relayed.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }
    if (added.outcome() == EventWindow.Outcome.GAP) {
      subscription.resume();
    }
    return added.outcome() == EventWindow.Outcome.TAKEN;
  }
}
