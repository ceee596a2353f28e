package io.aiops.detector.health;

import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.json.Json;
import io.aiops.detector.store.Tx;

/** What was said about the health of detectors, as far as the outbox reaches back. */
@ApplicationScoped
class HealthStore {

  private final Json json;

  HealthStore(Json json) {
    this.json = json;
  }

  /** The last announced health by detector. */
  Map<String, String> announced(Tx tx) {
    Map<String, String> health = new HashMap<>();
    tx.list(
        "SELECT detector_id, data FROM event WHERE type = ? ORDER BY seq",
        row ->
            health.put(
                row.getString(1),
                json.read(row.getString(2)).path("health").path("health").asText()),
        HealthMonitor.EVENT_TYPE);
    return health;
  }
}
