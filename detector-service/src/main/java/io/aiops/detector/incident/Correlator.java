package io.aiops.detector.incident;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.event.EventStore;
import io.aiops.detector.event.StoredEvent;
import io.aiops.detector.json.Json;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.StorageException;
import io.quarkus.scheduler.Scheduled;

/**
 * Follows the outbox and finds what belongs together. How far it has come is stored with what it
 * found: after a crash it goes on there, and neither misses nor repeats anything.
 */
@ApplicationScoped
class Correlator {

  private static final Logger LOG = Logger.getLogger(Correlator.class);

  /** Events of one transaction: bounds memory, and how long others wait for what it locks. */
  private static final int MOST_EVENTS = 100;

  private final Ownership ownership;
  private final Database database;
  private final EventStore events;
  private final IncidentStore store;
  private final Json json;
  private final Correlation.Rules rules;

  Correlator(
      Ownership ownership,
      Database database,
      EventStore events,
      IncidentStore store,
      Json json,
      AiopsConfig config) {
    this.ownership = ownership;
    this.database = database;
    this.events = events;
    this.store = store;
    this.json = json;
    this.rules =
        new Correlation.Rules(config.incidents().window(), config.incidents().ignoredLabels());
  }

  /** All that has happened since the last round, and what that led to. */
  @Scheduled(
      every = "${aiops.incidents.every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void round() {
    try {
      while (ownership.owns(Ownership.DISPATCHER) && behind()) {
        step();
      }
    } catch (StorageException | UnavailableException e) {
      LOG.debugf("Incidents wait for the database: %s", e.getMessage());
    }
  }

  private boolean behind() {
    return database.read(tx -> events.last(tx) > events.correlated(tx));
  }

  private void step() {
    database.run(
        tx -> {
          ownership.check(tx, Ownership.DISPATCHER);
          List<StoredEvent> news = events.after(tx, events.correlated(tx), MOST_EVENTS);
          if (news.isEmpty()) {
            return;
          }
          new Correlation(tx, store, json, rules).take(news);
          events.correlated(tx, news.get(news.size() - 1).seq());
        });
  }
}
