package io.aiops.gateway.live;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.gateway.support.Fake;
import io.aiops.gateway.support.FakeDetector;
import io.aiops.gateway.support.FakeServices;
import io.aiops.gateway.support.WsClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The socket of the package or the executable, fed by callbacks. */
@QuarkusIntegrationTest
@TestProfile(LiveSocketIT.QuickHeart.class)
@QuarkusTestResource(value = FakeServices.class, restrictToAnnotatedClass = true)
class LiveSocketIT {

  /** Heartbeats that a test need not wait for. */
  public static final class QuickHeart implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("aiops.live.heartbeat", "300ms");
    }
  }

  private static final Duration SOON = Duration.ofSeconds(20);

  @Fake FakeDetector detector;

  @BeforeEach
  void ready() {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  @Test
  void aSubscriberIsWelcomedGetsItsEventsAndHeartbeats() {
    try (WsClient client = WsClient.subscribed(RestAssured.port, "anomalies")) {
      JsonNode welcome = client.await("welcome");
      assertEquals(detector.epoch(), welcome.path("epoch").asText());
      assertEquals(0.3, welcome.path("heartbeat_seconds").asDouble());
      assertEquals(204, detector.publish(2));
      assertEquals("high", client.await("anomaly_detected").at("/data/severity").asText());
      await().atMost(SOON).until(() -> client.seqs().size() == 2);
      await()
          .atMost(SOON)
          .until(
              () ->
                  client.ofType("heartbeat").stream()
                      .anyMatch(beat -> beat.path("seq").asLong() == detector.seq()));
    }
  }

  @Test
  void whoComesBackGetsWhatItMissed() {
    long before = detector.seq();
    assertEquals(204, detector.publish(3));
    try (WsClient client = new WsClient(RestAssured.port)) {
      client.send(
          "{\"action\":\"subscribe\",\"topics\":[\"anomalies\"],\"since\":%d,\"epoch\":\"%s\"}"
              .formatted(before, detector.epoch()));
      assertTrue(client.await("subscribed").path("recovered").asBoolean());
      await().atMost(SOON).until(() -> client.seqs().size() == 3);
      assertEquals(List.of(before + 1, before + 2, before + 3), client.seqs());
    }
    given()
        .get("/api/events?topics=anomalies&since=" + before)
        .then()
        .statusCode(200)
        .body("recovered", equalTo(true))
        .body("events.size()", equalTo(3))
        .body("events[0].type", equalTo("anomaly_detected"));
  }

  @Test
  void wrongMessagesAreNamed() {
    try (WsClient client = WsClient.subscribed(RestAssured.port, "system")) {
      client.send("{\"action\":\"subscribe\",\"topics\":[\"weather\"]}");
      assertEquals("unknown_topic", client.await("error").path("code").asText());
      client.send("{\"action\":\"ping\"}");
      client.await("pong");
      client.sendBinary(new byte[] {1});
      assertEquals(4400, client.awaitClose());
    }
    given()
        .get("/api/events?since=x&topics=weather&limit=0")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("violations.field", equalTo(List.of("since", "limit", "topics")));
  }
}
