package io.aiops.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Jobs on the history of the simulated shop, through the public door and the real ingest-service.
 */
class HistoryIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Map<String, String> DEMO = Map.of("SELF_WATCH", "false", "DEMO", "true");
  private static final String SOURCE =
      "\"source\":{\"name\":\"demo\",\"query\":\"queue_depth\"},\"interval\":\"%s\"";

  @TempDir Path folder;

  private static String preview(Product product, String interval, Duration range, String query)
      throws IOException {
    Instant to = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    Http.Answer started =
        Http.post(
            product.api() + "/detectors/preview",
            "{\"detector\":{%s},\"from\":\"%s\",\"to\":\"%s\"}"
                .formatted(
                    SOURCE.replace("queue_depth", query).formatted(interval), to.minus(range), to));
    assertEquals(202, started.status(), started.toString());
    return product.api() + "/jobs/" + started.json().get("id").asText();
  }

  private static JsonNode ended(String job) throws IOException {
    await(job)
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> !Http.get(job).json().get("finished_at").isNull());
    return Http.get(job).json();
  }

  @Test
  void aPreviewAndAnAnalysisFindWhatTheShopWentThrough() throws IOException {
    try (Product product = new Product(folder, DEMO).start()) {
      JsonNode preview = ended(preview(product, "1m", Duration.ofDays(1), "queue_depth"));
      assertEquals("finished", preview.get("state").asText(), preview.toString());
      JsonNode result = preview.get("result");
      assertTrue(result.get("entity_count").asInt() > 0, result.toString());
      int found = result.get("anomaly_count").asInt();
      assertTrue(found > 0, "the shop has incidents every day");

      String api = product.api();
      String body = "{\"name\":\"queue\"," + SOURCE.formatted("1m") + "}";
      String detector =
          api + "/detectors/" + Http.post(api + "/detectors", body).json().get("id").asText();
      Http.Answer started =
          Http.post(
              detector + "/analyses",
              "{\"from\":\"%s\",\"to\":\"%s\"}"
                  .formatted(preview.get("from").asText(), preview.get("to").asText()));
      assertEquals(202, started.status());
      JsonNode analysis = ended(api + "/jobs/" + started.json().get("id").asText());
      assertEquals("finished", analysis.get("state").asText(), analysis.toString());
      assertEquals(found, analysis.get("result").get("anomalies").asInt());
      assertEquals(found, total(api + "/anomalies?historical=true&limit=1"));
      assertEquals(0, total(api + "/anomalies?historical=false&limit=1"));
    }
  }

  private static int total(String list) throws IOException {
    return Http.get(list).json().get("pagination").get("total").asInt();
  }

  @Test
  void aJobGoesOnAfterAKillAndARejectedQueryFailsInItsWords() throws IOException {
    try (Product product = new Product(folder, DEMO).start()) {
      String job = preview(product, "10s", Duration.ofDays(7), "queue_depth");
      await("it runs")
          .atMost(PATIENCE)
          .until(() -> Http.get(job).json().get("state").asText().equals("running"));
      product.detector.kill();
      product.detector.start().awaitReady();
      JsonNode ended = ended(job);
      assertEquals("finished", ended.get("state").asText(), ended.toString());
      assertTrue(ended.get("result").get("entity_count").asInt() > 0);

      JsonNode rejected = ended(preview(product, "1m", Duration.ofHours(6), "queue_depth{{"));
      assertEquals("failed", rejected.get("state").asText());
      assertTrue(rejected.get("error").asText().length() > 10, rejected.toString());
    }
  }
}
