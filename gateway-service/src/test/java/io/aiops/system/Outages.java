package io.aiops.system;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What tests of outages have in common. */
final class Outages {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Outages() {}

  /** Makes and starts a detector of a query with a point every second; answers its id. */
  static String define(Service detectorService, String name, String query) throws IOException {
    return define(detectorService, name, query, "1s");
  }

  /** The same with a point every {@code interval}. */
  static String define(Service detectorService, String name, String query, String interval)
      throws IOException {
    Http.Answer made =
        Http.post(
            detectorService.url() + "/api/detectors",
            """
            {"name":"%s","interval":"%s","delay":"2s",
             "source":{"name":"prometheus","query":"%s"}}"""
                .formatted(name, interval, query));
    assertEquals(201, made.status(), made.text());
    String id = made.json().get("id").asText();
    String start = detectorService.url() + "/api/detectors/" + id + "/start";
    assertEquals("running", Http.post(start, "").json().path("status").asText());
    return id;
  }

  /** The states of a detector's entities had one point a second since {@code before}. */
  static void assertNoneMissingNorTwice(Map<String, JsonNode> before, Map<String, JsonNode> now) {
    before.forEach(
        (entity, then) ->
            assertEquals(
                seconds(then, now.get(entity)),
                now.get(entity).get("points").asLong() - then.get("points").asLong(),
                entity));
  }

  private static long seconds(JsonNode from, JsonNode to) {
    return Duration.between(time(from), time(to)).toSeconds();
  }

  private static Instant time(JsonNode state) {
    return Instant.parse(state.get("last_point_at").asText());
  }

  static String health(Service detectorService, String id) throws IOException {
    return Http.get(detectorService.url() + "/api/detectors/" + id + "/health").json().toString();
  }

  static void awaitHealth(Service detectorService, String id, String part) {
    awaitHealth(detectorService, id, part, PATIENCE);
  }

  static void awaitHealth(Service detectorService, String id, String part, Duration patience) {
    await("the health of " + id + " says " + part)
        .atMost(patience)
        .ignoreExceptions()
        .until(() -> health(detectorService, id).contains(part));
  }
}
