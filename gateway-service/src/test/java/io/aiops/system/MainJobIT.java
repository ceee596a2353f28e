package io.aiops.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The main job through the public door, with the three packaged services. */
class MainJobIT {

  private static final String TRAINING = "[10,12,11,13,10,15,14,12,11,9,13,12]";

  @TempDir Path folder;

  @Test
  void aSpikeIsFoundListedAnnouncedAndStillThereAfterARestart() throws IOException {
    try (Product product = new Product(folder, Map.of("SELF_WATCH", "false")).start()) {
      String api = product.api();
      JsonNode empty = Http.get(api + "/detectors").json();
      assertEquals(0, empty.get("detectors").size());
      assertEquals(0, empty.get("pagination").get("total").asInt());

      Http.Answer created = Http.post(api + "/detectors", "{\"name\":\"checkout\"}");
      assertEquals(201, created.status());
      assertEquals("detector_1", created.json().get("id").asText());
      EventSocket socket = EventSocket.subscribe(product.gateway.port(), "\"anomalies\"", "");
      String detector = api + "/detectors/detector_1";
      assertEquals("running", Http.post(detector + "/start", "").json().get("status").asText());
      JsonNode trained = Http.post(detector + "/train", TRAINING).json();
      assertEquals(12, trained.get("sample_count").asInt());
      assertFalse(
          Http.post(detector + "/detect", "{\"value\":12}").json().get("is_anomaly").asBoolean());
      JsonNode spike = Http.post(detector + "/detect", "{\"value\":85.5}").json();
      assertTrue(spike.get("is_anomaly").asBoolean());
      assertEquals("critical", spike.get("severity").asText());

      JsonNode event =
          socket.first(message -> message.get("type").asText().equals("anomaly_detected"));
      JsonNode listed = Http.get(api + "/anomalies?detector_id=detector_1").json();
      assertEquals(1, listed.get("pagination").get("total").asInt());
      assertEquals(listed.get("anomalies").get(0), event.get("data"));
      assertEquals(85.5, event.get("data").get("value").asDouble());

      JsonNode before = Http.get(detector).json();
      JsonNode results = Http.get(detector + "/results").json();
      product.gateway.stop();
      product.ingest.stop();
      product.detector.stop();
      product.start();

      assertEquals(before, Http.get(detector).json());
      assertEquals(listed, Http.get(api + "/anomalies?detector_id=detector_1").json());
      assertEquals(results, Http.get(detector + "/results").json());
      JsonNode status = Http.get(detector + "/status").json();
      assertEquals(2, status.get("points_processed").asInt());
      assertEquals(14, status.get("model").get("sample_count").asInt());
      assertEquals(
          "detector_2",
          Http.post(api + "/detectors", "{\"name\":\"other\"}").json().get("id").asText());
    }
  }

  @Test
  void aClientMissesNothingWhenServicesAreKilled() throws IOException {
    try (Product product = new Product(folder, Map.of("SELF_WATCH", "false")).start()) {
      String api = product.api();
      EventSocket first = EventSocket.subscribe(product.gateway.port(), "\"detectors\"", "");
      Http.post(api + "/detectors", "{\"name\":\"a\"}");
      JsonNode seen = first.first(message -> message.has("topic"));
      first.abort();
      Http.post(api + "/detectors", "{\"name\":\"b\"}");
      product.gateway.kill();
      Http.post(product.detector.url() + "/api/detectors", "{\"name\":\"c\"}");
      product.detector.kill();
      product.detector.start().awaitReady();
      product.gateway.start().awaitReady();
      Http.post(api + "/detectors", "{\"name\":\"d\"}");

      String epoch = first.messages.get(0).get("epoch").asText();
      EventSocket again =
          EventSocket.subscribe(
              product.gateway.port(),
              "\"detectors\"",
              ",\"since\":" + seen.get("seq").asLong() + ",\"epoch\":\"" + epoch + "\"");
      again.first(message -> message.path("data").path("name").asText().equals("d"));
      assertEquals(
          List.of("b", "c", "d"),
          again.events().stream().map(event -> event.get("data").get("name").asText()).toList());
      again.abort();
    }
  }
}
