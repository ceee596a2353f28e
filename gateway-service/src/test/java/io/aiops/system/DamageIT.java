package io.aiops.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Saved states that a disk or a downgrade has made unreadable. */
@Tag("long")
class DamageIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<String> PODS = List.of("a", "b", "c");
  private static final int POINTS = 100;

  @TempDir Path folder;

  private final Instant start = Instant.now().minusSeconds(7200);

  @Test
  void aFlippedBitCostsOneEntityItsMemoryAndNobodyElse() throws IOException {
    try (Product product = new Product(folder, Map.of("SELF_WATCH", "false"))) {
      Service detector = product.detector.start().awaitReady();
      Knowledge knowledge = new Knowledge(detector.url());
      learn(detector);
      Map<String, JsonNode> before = knowledge.states();
      Map<String, JsonNode> anomalies = knowledge.anomalies();
      assertEquals(PODS.size(), anomalies.size());
      detector.stop();
      Set<String> damaged = segments().flip("\"" + PODS.get(0) + "\"");
      assertEquals(1, damaged.size(), damaged.toString());
      detector.start().awaitReady();

      Outages.awaitHealth(detector, "detector_1", "state_damaged");
      assertFalse(detector.said("A saved state cannot be read").isEmpty());
      Map<String, JsonNode> after = knowledge.states();
      assertEquals(PODS.size() - 1, after.size());
      after.forEach((entity, state) -> assertEquals(before.get(entity), state));
      String lost = lost(before, after);
      JsonNode tried = detect(detector, lost, POINTS, 100);
      assertEquals("warming_up", tried.get("phase").asText(), tried.toString());
      assertFalse(tried.get("is_anomaly").asBoolean());
      for (JsonNode anomaly : knowledge.anomalies().values()) {
        boolean orphan = anomaly.get("entity").get("pod").asText().equals(lost);
        assertEquals(orphan ? "resolved" : "open", anomaly.get("state").asText());
      }

      detector.stop();
      detector.start().awaitReady();
      Outages.awaitHealth(detector, "detector_1", "\"healthy\"");
      JsonNode relearnt = knowledge.states().get("detector_1 {\"pod\":\"" + lost + "\"}");
      assertEquals(1, relearnt.get("points").asLong(), "what was learnt since is kept");
    }
  }

  @Test
  void cutSegmentsAndThoseOfALaterVersionAreNamedAndNothingIsMadeUp() throws IOException {
    try (Product product = new Product(folder, Map.of("SELF_WATCH", "false"))) {
      Service detector = product.detector.start().awaitReady();
      learn(detector);
      detector.stop();
      Path kept = Files.copy(folder.resolve("aiops.db"), folder.resolve("kept.db"));
      for (boolean future : new boolean[] {false, true}) {
        Files.copy(
            kept, folder.resolve("aiops.db"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertFalse((future ? segments().fromTheFuture() : segments().cut()).isEmpty());
        detector.start().awaitReady();
        Outages.awaitHealth(detector, "detector_1", "state_damaged");
        assertFalse(detector.said(future ? "upgrade first" : "it is cut short").isEmpty());
        JsonNode tried = detect(detector, "a", POINTS, 100);
        assertEquals("warming_up", tried.get("phase").asText(), tried.toString());
        new Knowledge(detector.url())
            .anomalies()
            .values()
            .forEach(anomaly -> assertEquals("resolved", anomaly.get("state").asText()));
        detector.stop();
      }
    }
  }

  @Test
  void aDatabaseFileThatIsCutIsNotUsed() throws IOException {
    try (Product product = new Product(folder, Map.of("SELF_WATCH", "false"))) {
      Service detector = product.detector.start().awaitReady();
      learn(detector);
      detector.stop();
      byte[] whole = Files.readAllBytes(folder.resolve("aiops.db"));
      Files.write(folder.resolve("aiops.db"), java.util.Arrays.copyOf(whole, whole.length / 3));
      detector.start();
      await("it ends").atMost(PATIENCE).until(() -> !detector.alive());
      assertTrue(
          detector.said("malformed").stream().anyMatch(line -> line.contains("aiops.db")),
          () -> String.join("\n", detector.said("")));
      assertNotEquals(whole.length, Files.size(folder.resolve("aiops.db")));
      Files.write(folder.resolve("aiops.db"), whole);
      detector.start().awaitReady();
      assertEquals(PODS.size(), new Knowledge(detector.url()).states().size());
    }
  }

  private SegmentFile segments() {
    return new SegmentFile(folder.resolve("aiops.db"));
  }

  private static String lost(Map<String, JsonNode> before, Map<String, JsonNode> after) {
    return before.entrySet().stream()
        .filter(entry -> !after.containsKey(entry.getKey()))
        .map(entry -> entry.getValue().get("labels").get("pod").asText())
        .findFirst()
        .orElseThrow();
  }

  /** Three entities that know what is usual, each inside an open anomaly. */
  private void learn(Service detector) throws IOException {
    assertEquals(
        201, Http.post(detector.url() + "/api/detectors", "{\"name\":\"states\"}").status());
    for (String pod : PODS) {
      StringJoiner times = new StringJoiner(",", "[", "]");
      StringJoiner values = new StringJoiner(",", "[", "]");
      for (int i = 0; i < POINTS; i++) {
        times.add(Long.toString(start.plusSeconds(i).toEpochMilli()));
        values.add(i < POINTS - 2 ? Integer.toString(100 + i * 7 % 5) : "300");
      }
      Http.Answer answer =
          Http.post(
              detector.url() + "/api/detectors/detector_1/detect",
              "{\"entity\":{\"pod\":\"%s\"},\"timestamps\":%s,\"values\":%s}"
                  .formatted(pod, times, values));
      assertEquals(200, answer.status(), answer.text());
    }
  }

  private JsonNode detect(Service detector, String pod, int second, double value)
      throws IOException {
    return Http.post(
            detector.url() + "/api/detectors/detector_1/detect",
            "{\"entity\":{\"pod\":\"%s\"},\"timestamp\":%d,\"value\":%s}"
                .formatted(pod, start.plusSeconds(second).toEpochMilli(), value))
        .json();
  }
}
