package io.aiops.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** With no configuration at all the product watches itself. */
class SelfWatchIT {

  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void theServicesAreWatchedWithinAMinute() throws IOException {
    Map<String, String> environment =
        Map.of(
            "AIOPS_PROVISIONING_DIR",
            Path.of("../detector-service/provisioning/self-watch").toAbsolutePath().toString());
    try (Product product = new Product(folder, environment).start()) {
      JsonNode detectors = Http.get(product.api() + "/detectors").json().get("detectors");
      List<String> ids = new ArrayList<>();
      detectors.forEach(detector -> ids.add(detector.get("id").asText()));
      assertTrue(ids.contains("cpu"), ids.toString());
      for (String id : ids) {
        String detector = product.api() + "/detectors/" + id;
        await(id + " is ready")
            .atMost(A_MINUTE)
            .until(
                () -> Http.get(detector + "/status").json().get("phase").asText().equals("ready"));
        assertEquals("healthy", Http.get(detector + "/health").json().get("health").asText(), id);
      }
      assertEquals(
          3, Http.get(product.api() + "/detectors/cpu/status").json().get("entities").asInt());
      assertEquals(
          409, Http.post(product.api() + "/detectors", "{\"name\":\"Processor use\"}").status());
      assertEquals(
          "detector_1",
          Http.post(product.api() + "/detectors", "{\"name\":\"mine\"}").json().get("id").asText());
    }
  }
}
