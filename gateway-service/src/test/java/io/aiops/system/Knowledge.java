package io.aiops.system;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** All that detector-service has learnt and found, as far as it must not depend on disturbances. */
final class Knowledge {

  private static final int PAGE = 200;

  /** Where more starts follow on each other, it depends on their order where an incident ends. */
  private static final Duration LONGEST_CHAIN = Duration.ofMinutes(30);

  private final String url;

  /**
   * @param detectorService its address
   */
  Knowledge(String detectorService) {
    this.url = detectorService;
  }

  List<String> detectors() throws IOException {
    List<String> ids = new ArrayList<>();
    get("/api/detectors?limit=" + PAGE)
        .get("detectors")
        .forEach(detector -> ids.add(detector.get("id").asText()));
    return ids;
  }

  /** Time of the latest point of a detector; the epoch where there is none. */
  Instant lastPoint(String detector) throws IOException {
    String last = get("/api/detectors/" + detector + "/status").path("last_point_at").asText("");
    return last.isEmpty() || last.equals("null") ? Instant.EPOCH : Instant.parse(last);
  }

  /** Number of points, last point and digest of the state by entity. */
  Map<String, JsonNode> states() throws IOException {
    Map<String, JsonNode> states = new TreeMap<>();
    for (String detector : detectors()) {
      get("/internal/v1/detectors/" + detector + "/states")
          .get("states")
          .forEach(state -> states.put(detector + " " + state.get("labels"), state));
    }
    return states;
  }

  /**
   * All anomalies by id. The id of an incident tells which two of its anomalies were seen first;
   * what must be the same is which ones are together, so the least id of its anomalies stands for
   * it.
   */
  Map<String, JsonNode> anomalies() throws IOException {
    Map<String, JsonNode> anomalies = new TreeMap<>();
    int pages = 1;
    for (int page = 1; page <= pages; page++) {
      JsonNode answer = get("/api/anomalies?limit=" + PAGE + "&page=" + page);
      pages = answer.get("pagination").get("pages").asInt();
      answer
          .get("anomalies")
          .forEach(
              anomaly ->
                  assertEquals(null, anomalies.put(anomaly.get("id").asText(), anomaly), "twice"));
    }
    boolean bounded = spread(anomalies).compareTo(LONGEST_CHAIN) < 0;
    Map<String, String> names = new HashMap<>();
    anomalies.forEach(
        (id, anomaly) -> {
          JsonNode incident = anomaly.get("incident_id");
          String name =
              bounded && !incident.isNull()
                  ? names.computeIfAbsent(incident.asText(), first -> id)
                  : null;
          ((ObjectNode) anomaly).put("incident_id", name);
        });
    return anomalies;
  }

  /** From the first start of an anomaly to the last. */
  private static Duration spread(Map<String, JsonNode> anomalies) {
    List<Instant> starts =
        anomalies.values().stream()
            .map(anomaly -> Instant.parse(anomaly.get("started_at").asText()))
            .sorted()
            .toList();
    return starts.isEmpty()
        ? Duration.ZERO
        : Duration.between(starts.get(0), starts.get(starts.size() - 1));
  }

  private JsonNode get(String path) throws IOException {
    Http.Answer answer = Http.get(url + path, Product.TOKEN);
    if (answer.status() != 200) {
      throw new IOException(path + ": " + answer.status() + " " + answer.text());
    }
    return answer.json();
  }
}
