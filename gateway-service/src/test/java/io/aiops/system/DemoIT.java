package io.aiops.system;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The demo shows a newcomer an anomaly from its first to its last moment. */
@Tag("long")
class DemoIT {

  /** The first incident comes 50 s after the given time: half a minute from now. */
  private static final Duration EARLIER = Duration.ofSeconds(20);

  /** A machine too slow to start before the first incident has the second one to see. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir Path folder;

  @Test
  void anAnomalyOpensGrowsAndResolvesBeforeTheEyesOfASocketClient() throws Exception {
    Map<String, String> environment =
        Map.of(
            "SELF_WATCH",
            "false",
            "DEMO",
            "true",
            "DEMO_INCIDENTS_FROM",
            Instant.now().minus(EARLIER).toString(),
            "AIOPS_HISTORY",
            "1h",
            "AIOPS_PROVISIONING_DIR",
            Path.of("../detector-service/provisioning/demo").toAbsolutePath().toString());
    try (Product product = new Product(folder, environment).start()) {
      EventSocket socket = EventSocket.subscribe(product.gateway.port(), "\"anomalies\"", "");
      JsonNode source = Http.get(product.api() + "/sources").json().at("/sources/0");
      assertEquals("demo", source.get("kind").asText());
      String proposal =
          Http.get(product.api() + "/sources/demo/suggestions")
              .json()
              .at("/suggestions/0")
              .toString();
      assertEquals(201, Http.post(product.api() + "/detectors", proposal).status());

      await("an anomaly is resolved")
          .atMost(PATIENCE)
          .until(() -> find(socket, "anomaly_resolved", "").isPresent());
      JsonNode resolved = find(socket, "anomaly_resolved", "").orElseThrow();
      String id = resolved.at("/data/id").asText();
      JsonNode opened = find(socket, "anomaly_detected", id).orElseThrow();
      assertEquals("open", opened.at("/data/state").asText());
      assertEquals("resolved", resolved.at("/data/state").asText());
      assertTrue(
          resolved.at("/data/score").asDouble() > opened.at("/data/score").asDouble(),
          "grew from " + opened + " to " + resolved);
      assertTrue(opened.at("/data/detector_id").asText().startsWith("shop-"), opened.toString());
      socket.abort();
    }
  }

  private static Optional<JsonNode> find(EventSocket socket, String type, String id) {
    return socket.events().stream()
        .filter(event -> event.get("type").asText().equals(type))
        .filter(event -> id.isEmpty() || event.at("/data/id").asText().equals(id))
        .findFirst();
  }
}
