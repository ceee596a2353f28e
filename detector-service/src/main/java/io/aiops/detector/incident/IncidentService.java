package io.aiops.detector.incident;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.problem.NotFoundException;
import io.aiops.detector.store.Database;

/** What people read and say about incidents. */
@ApplicationScoped
public class IncidentService {

  private final Database database;
  private final IncidentStore store;
  private final Clock clock;

  public IncidentService(Database database, IncidentStore store, Clock clock) {
    this.database = database;
    this.store = store;
    this.clock = clock;
  }

  IncidentList list(IncidentQuery query) {
    return database.read(
        tx -> new IncidentList(store.list(tx, query), query.page().info(store.count(tx, query))));
  }

  IncidentDetail get(String id) {
    return database.read(
        tx -> {
          Incident incident = store.find(tx, id).orElseThrow(() -> gone(id));
          List<Anomaly> anomalies =
              store.members(tx, id).stream().map(IncidentStore.Row::anomaly).toList();
          return new IncidentDetail(incident, anomalies, Moment.of(anomalies));
        });
  }

  Incident acknowledge(String id) {
    return database.write(
        tx -> {
          Incident before = store.findForUpdate(tx, id).orElseThrow(() -> gone(id));
          if (before.acknowledged()) {
            return before;
          }
          Incident after = before.acknowledge();
          store.save(tx, after);
          store.emit(
              tx, after, IncidentStore.UPDATED, clock.instant().truncatedTo(ChronoUnit.MILLIS));
          return after;
        });
  }

  private static NotFoundException gone(String id) {
    return new NotFoundException("incident", id);
  }
}
