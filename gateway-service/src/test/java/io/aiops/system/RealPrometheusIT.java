package io.aiops.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Real metrics in, a live anomaly out. */
@Tag("real-prometheus")
class RealPrometheusIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Points that show a detector what is usual. */
  private static final int USUAL_POINTS = 60;

  @TempDir Path folder;

  @Test
  void aSpikeAndALevelShiftAreFoundOnTheRightPods() throws IOException {
    try (Exporter exporter = new Exporter();
        Prometheus prometheus = new Prometheus(folder, exporter.port()).start();
        Product product =
            new Product(folder, Map.of("SELF_WATCH", "false", "PROMETHEUS_URL", prometheus.url()))
                .start()) {
      String detector = detector(product);
      EventSocket socket = EventSocket.subscribe(product.gateway.port(), "\"anomalies\"", "");
      await("the detector knows what is usual")
          .atMost(PATIENCE)
          .until(() -> status(detector).get("points_processed").asInt() >= 3 * USUAL_POINTS);
      assertEquals(3, status(detector).get("entities").asInt());

      exporter.disturb("b", 80);
      JsonNode spike = anomaly(socket, "b");
      exporter.disturb("b", 0);
      assertEquals("above", spike.get("direction").asText());
      assertTrue(spike.get("value").asDouble() > 150, spike.toString());
      assertTrue(spike.get("upper").asDouble() < 150, spike.toString());

      exporter.disturb("c", -60);
      JsonNode shift = anomaly(socket, "c");
      assertEquals("below", shift.get("direction").asText());

      await("the spike is over")
          .atMost(PATIENCE)
          .until(
              () ->
                  Http.get(product.api() + "/anomalies/" + spike.get("id").asText())
                      .json()
                      .get("state")
                      .asText()
                      .equals("resolved"));
      assertEquals("healthy", Http.get(detector + "/health").json().get("health").asText());
    }
  }

  @Test
  void anOutageOfPrometheusShowsInHealthAndItsGapIsFilled() throws IOException {
    try (Exporter exporter = new Exporter();
        Prometheus prometheus = new Prometheus(folder, exporter.port()).start();
        Product product =
            new Product(folder, Map.of("SELF_WATCH", "false", "PROMETHEUS_URL", prometheus.url()))
                .start()) {
      String detector = detector(product);
      await("points come in")
          .atMost(PATIENCE)
          .until(() -> status(detector).get("points_processed").asInt() >= 30);
      prometheus.stop();
      await("health says what is wrong")
          .atMost(PATIENCE)
          .until(
              () ->
                  Http.get(detector + "/health").json().get("health").asText().equals("unhealthy"));
      int before = status(detector).get("points_processed").asInt();
      prometheus.start();
      await("work goes on by itself")
          .atMost(PATIENCE)
          .until(() -> status(detector).get("points_processed").asInt() > before + 9);
      await("health says that all is well")
          .atMost(PATIENCE)
          .until(
              () -> Http.get(detector + "/health").json().get("health").asText().equals("healthy"));
    }
  }

  private static String detector(Product product) throws IOException {
    Http.Answer created =
        Http.post(
            product.api() + "/detectors",
            """
            {"name":"load","interval":"1s","delay":"2s",
             "source":{"name":"prometheus","query":"demo_load"}}""");
    assertEquals(201, created.status(), created.text());
    String detector = product.api() + "/detectors/" + created.json().get("id").asText();
    assertEquals("running", Http.post(detector + "/start", "").json().get("status").asText());
    return detector;
  }

  private static JsonNode status(String detector) throws IOException {
    return Http.get(detector + "/status").json();
  }

  private static JsonNode anomaly(EventSocket socket, String pod) {
    return socket
        .first(
            message ->
                message.get("type").asText().equals("anomaly_detected")
                    && message.get("data").get("entity").get("pod").asText().equals(pod))
        .get("data");
  }
}
