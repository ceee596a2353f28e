package io.aiops.detector.scoring;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.AnomalyStore;
import io.aiops.detector.json.Labels;
import io.aiops.detector.store.Database;

/** Brings states and anomalies together again where some states could not be read. */
@ApplicationScoped
class Repairs {

  private static final Logger LOG = Logger.getLogger(Repairs.class);

  private final Database database;
  private final AnomalyStore anomalies;
  private final Clock clock;

  Repairs(Database database, AnomalyStore anomalies, Clock clock) {
    this.database = database;
    this.anomalies = anomalies;
    this.clock = clock;
  }

  /**
   * An entity whose state is older than its anomalies, because the newer one is lost, warms up
   * anew; an anomaly that no entity follows any more ends.
   */
  void reconcile(LiveDetector live) {
    Map<String, Anomaly> open = new HashMap<>();
    String detector = live.detector().id();
    database
        .<List<Anomaly>>read(tx -> anomalies.open(tx, detector))
        .forEach(anomaly -> open.put(anomaly.id(), anomaly));
    for (Entity entity : live.all()) {
      if (entity.anomaly != null && open.remove(entity.anomaly.id()) == null) {
        entity.forget(live.detector(), live.memory());
        entity.changed = true;
      }
    }
    open.values().forEach(anomaly -> end(live, anomaly));
  }

  private void end(LiveDetector live, Anomaly anomaly) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Entity entity = live.entities.get(Labels.of(anomaly.entity()).key());
    if (entity != null) {
      entity.forget(live.detector(), live.memory());
      entity.changed = true;
    }
    database.run(tx -> anomalies.abandon(tx, anomaly, now));
    LOG.warnf(
        "An open anomaly ends, because the state of its entity is lost: detector=%s anomaly=%s",
        live.detector().id(), anomaly.id());
  }
}
