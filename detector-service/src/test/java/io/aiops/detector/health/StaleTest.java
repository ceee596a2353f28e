package io.aiops.detector.health;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.detector.api.Api;
import io.aiops.detector.api.MovableClock;
import io.aiops.detector.event.CallbackServer;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A running detector that sees nothing says so without being asked. */
@QuarkusTest
class StaleTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private static List<String> healths(CallbackServer callback, String id) {
    return callback.events.stream()
        .filter(event -> event.get("type").textValue().equals("detector_health"))
        .map(event -> event.get("data"))
        .filter(data -> data.get("id").textValue().equals(id))
        .map(data -> data.at("/health/health"))
        .map(JsonNode::textValue)
        .toList();
  }

  @Test
  void staleAfterThreeIntervalsAndHealthyWithTheNextPoint() throws IOException {
    MovableClock clock = new MovableClock();
    QuarkusMock.installMockForType(clock, Clock.class);
    String id = Api.trainedDetector(",\"interval\":\"1m\",\"delay\":\"0s\"");
    String stopped = Api.trainedDetector(",\"interval\":\"1m\",\"delay\":\"0s\"");
    given().post("/api/detectors/" + id + "/start").then().statusCode(200);
    Api.detect(id, "{\"value\":12}").statusCode(200);
    String subscriber = UUID.randomUUID().toString();
    try (CallbackServer callback = new CallbackServer(0)) {
      Api.json("{\"callback_url\":\"" + callback.url() + "\"}")
          .put("/internal/v1/subscribers/" + subscriber)
          .then()
          .statusCode(200);
      clock.forward(Duration.ofSeconds(170));
      renew(subscriber, callback);
      given().get("/api/detectors/" + id + "/health").then().body("health", equalTo("healthy"));
      clock.forward(Duration.ofSeconds(15));
      renew(subscriber, callback);
      await().atMost(SOON).until(() -> healths(callback, id).equals(List.of("stale")));
      given()
          .get("/api/detectors/" + id + "/health")
          .then()
          .body("health", equalTo("stale"))
          .body("reasons[0].code", equalTo("no_points"))
          .body("reasons[0].message", containsString("expected one every 1m"));
      assertTrue(counted("stale") >= 1);
      Api.detect(id, "{\"value\":12}").statusCode(200);
      await().atMost(SOON).until(() -> healths(callback, id).equals(List.of("stale", "healthy")));
      assertEquals(List.of(), healths(callback, stopped));
    } finally {
      given().delete("/internal/v1/subscribers/" + subscriber);
    }
  }

  /** How many detectors the metrics say are in a health. */
  private static double counted(String health) {
    String line = "aiops_detectors{health=\"" + health + "\"} ";
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(text -> text.startsWith(line))
        .mapToDouble(text -> Double.parseDouble(text.substring(line.length())))
        .sum();
  }

  private static void renew(String subscriber, CallbackServer callback) {
    Api.json("{\"callback_url\":\"" + callback.url() + "\"}")
        .put("/internal/v1/subscribers/" + subscriber)
        .then()
        .statusCode(200);
  }
}
