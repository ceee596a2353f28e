package io.aiops.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Webhooks through the public door, while detector-service is killed. */
class WebhookIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int ROUNDS = 5;

  @TempDir Path folder;

  private record Received(String id, JsonNode event) {}

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile int answer = 200;
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    JsonNode event = MAPPER.readTree(exchange.getRequestBody());
    if (answer == 200) {
      received.add(new Received(exchange.getRequestHeaders().getFirst("webhook-id"), event));
    }
    exchange.sendResponseHeaders(answer, -1);
    exchange.close();
  }

  /** Types of events in the order in which they came first. */
  private List<String> told() {
    Map<String, String> types = new LinkedHashMap<>();
    received.forEach(each -> types.putIfAbsent(each.id(), each.event().get("type").asText()));
    return new ArrayList<>(types.values());
  }

  @Test
  void whatHappensIsToldInOrderHoweverOftenItIsKilled() throws IOException {
    Map<String, String> settings =
        Map.of("SELF_WATCH", "false", "AIOPS_WEBHOOKS_LONGEST_PAUSE", "2s");
    try (Product product = new Product(folder, settings).start()) {
      String api = product.api();
      JsonNode document = Http.get(product.gateway.url() + "/q/openapi?format=json").json();
      assertTrue(document.get("paths").has("/api/webhooks/{id}/deliveries"));
      Http.post(api + "/detectors", "{\"name\":\"a\"}");
      Http.Answer made =
          Http.post(
              api + "/webhooks",
              "{\"name\":\"w\",\"kind\":\"cloudevents\",\"url\":\"http://127.0.0.1:"
                  + server.getAddress().getPort()
                  + "\",\"events\":[\"detector_started\",\"detector_stopped\"]}");
      assertEquals(201, made.status());
      List<String> expected = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        answer = round % 2 == 0 ? 503 : 200;
        String detector = product.detector.url() + "/api/detectors/detector_1";
        assertEquals(200, Http.post(detector + "/start", "").status());
        assertEquals(200, Http.post(detector + "/stop", "").status());
        expected.addAll(List.of("detector_started", "detector_stopped"));
        product.detector.kill();
        answer = 200;
        product.detector.start().awaitReady();
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertEquals(expected, told()));
      JsonNode state = Http.get(api + "/webhooks/webhook_1").json().get("state");
      assertEquals(0, state.get("pending").asInt());
      assertTrue(state.get("failing_since").isNull());
    }
  }
}
