package io.aiops.detector.anomaly;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.json.Json;
import io.aiops.detector.problem.NotFoundException;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.Tx;

/** What people read and say about anomalies. */
@ApplicationScoped
public class AnomalyService {

  private final Database database;
  private final AnomalyStore store;
  private final RecentPointsSource recent;
  private final Json json;
  private final Clock clock;

  public AnomalyService(
      Database database, AnomalyStore store, RecentPointsSource recent, Json json, Clock clock) {
    this.database = database;
    this.store = store;
    this.recent = recent;
    this.json = json;
    this.clock = clock;
  }

  AnomalyList list(AnomalyQuery query) {
    return database.read(
        tx -> new AnomalyList(store.list(tx, query), query.page().info(store.count(tx, query))));
  }

  /** An anomaly with the points around it: from memory while it reaches back, else as stored. */
  AnomalyDetail get(String id) {
    Anomaly anomaly = database.read(tx -> find(tx, id));
    Object points =
        Optional.of(anomaly)
            .filter(live -> !live.historical())
            .flatMap(recent::around)
            .<Object>map(around -> around)
            .orElseGet(() -> json.read(database.read(tx -> store.points(tx, id)).orElse("null")));
    return new AnomalyDetail(anomaly, points);
  }

  Anomaly acknowledge(String id) {
    return database.write(
        tx -> {
          Anomaly before = store.findForUpdate(tx, id).orElseThrow(() -> gone(id));
          return store.judge(tx, before, true, before.feedback(), now());
        });
  }

  private Anomaly find(Tx tx, String id) {
    return store.find(tx, id).orElseThrow(() -> gone(id));
  }

  private static NotFoundException gone(String id) {
    return new NotFoundException("anomaly", id);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
