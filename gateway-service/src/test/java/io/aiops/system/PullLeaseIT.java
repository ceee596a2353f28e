package io.aiops.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A worker whose lease is over cannot post, whatever it believes. */
@Tag("long")
class PullLeaseIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int DETECTORS = 4;

  @TempDir Path folder;

  @Test
  void aFrozenWorkerGivesItsPullsUpWhenItWakesAndNoPointCountsTwice() throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("SELF_WATCH", "false");
    environment.put("AIOPS_HISTORY", "1m");
    environment.put("AIOPS_PULL_LEASE", "6s");
    environment.put("AIOPS_LEASE_LIFE", "6s");
    environment.put("AIOPS_LEASE_EVERY", "2s");
    try (Exporter exporter = new Exporter();
        Prometheus prometheus = new Prometheus(folder, exporter.port()).start()) {
      environment.put("PROMETHEUS_URL", prometheus.url());
      try (Product product = new Product(folder, environment);
          Service second = secondWorker(product, environment)) {
        product.detector.start().awaitReady();
        for (int i = 0; i < DETECTORS; i++) {
          Outages.define(product.detector, "load " + i, "demo_load");
        }
        JsonNode late = lease(product.detector);
        Http.Answer early = observe(product.detector, late);
        assertEquals(200, early.status(), early.text());

        product.ingest.start().awaitReady();
        Knowledge knowledge = new Knowledge(product.detector.url());
        awaitProgress(knowledge);
        Map<String, JsonNode> before = knowledge.states();
        assertEquals(DETECTORS, pulls(product.ingest));
        Http.Answer refused = observe(product.detector, late);
        assertEquals(409, refused.status(), refused.text());
        assertTrue(refused.json().get("type").asText().endsWith(":stale-token"), refused.text());

        second.start().awaitReady();
        assertEquals(0, pulls(second));
        product.ingest.freeze();
        await("the other worker takes over")
            .atMost(PATIENCE)
            .until(() -> pulls(second) == DETECTORS);
        awaitProgress(knowledge);
        product.ingest.thaw();
        await("the first one knows that it holds nothing")
            .atMost(PATIENCE)
            .ignoreExceptions()
            .until(() -> pulls(product.ingest) == 0);
        awaitProgress(knowledge);
        assertEquals(DETECTORS, pulls(second));
        Outages.assertNoneMissingNorTwice(before, knowledge.states());
      }
    }
  }

  private static Service secondWorker(Product product, Map<String, String> environment)
      throws IOException {
    Path folder = Files.createDirectories(product.ingest.log().resolveSibling("second"));
    int port = Service.freePort();
    return new Service("ingest-service", port, environment, folder)
        .set("INGEST_PORT", Integer.toString(port))
        .set("DETECTOR_PORT", Integer.toString(product.detector.port()))
        .set("INTERNAL_TOKEN", Product.TOKEN)
        .set("HOSTNAME", "localhost");
  }

  private static JsonNode lease(Service detector) throws IOException {
    Http.Answer answer =
        Http.post(
            detector.url() + "/internal/v1/pulls/lease",
            "{\"worker\":\"late\",\"max\":10}",
            Map.of("Authorization", "Bearer " + Product.TOKEN));
    assertEquals(DETECTORS, answer.json().get("pulls").size(), answer.text());
    return answer.json().get("pulls").get(0);
  }

  private static Http.Answer observe(Service detector, JsonNode pull) throws IOException {
    Instant from = Instant.parse(pull.get("position").asText());
    return Http.post(
        detector.url() + "/internal/v1/pulls/" + pull.get("id").asText() + "/observations",
        "{\"from\":\"%s\",\"to\":\"%s\",\"series\":[],\"warnings\":[]}"
            .formatted(from, from.plusSeconds(1)),
        Map.of(
            "Authorization",
            "Bearer " + Product.TOKEN,
            "Fencing-Token",
            pull.get("token").asText()));
  }

  private static void awaitProgress(Knowledge knowledge) throws IOException {
    Map<String, Instant> before = new HashMap<>();
    for (String detector : knowledge.detectors()) {
      before.put(detector, knowledge.lastPoint(detector));
    }
    await("all pulls go on")
        .atMost(PATIENCE)
        .until(
            () -> {
              for (String detector : knowledge.detectors()) {
                if (!knowledge.lastPoint(detector).isAfter(before.get(detector))) {
                  return false;
                }
              }
              return true;
            });
  }

  private static int pulls(Service worker) throws IOException {
    for (JsonNode check : Http.get(worker.url() + "/q/health/ready").json().get("checks")) {
      if (check.get("name").asText().equals("pulls")) {
        return check.get("data").get("pulls").asInt();
      }
    }
    throw new AssertionError("no check of pulls");
  }
}
