package io.aiops.detector.webhook;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.detector.api.Api;
import io.aiops.detector.event.Dispatcher;
import io.quarkus.test.junit.QuarkusTest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What webhooks are told, and what happens where they do not listen. */
@QuarkusTest
class WebhookDeliveryTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String STARTS = ",\"events\":[\"detector_started\",\"detector_stopped\"]";

  @Inject Dispatcher dispatcher;

  private HookServer server;
  private String detector;
  private String webhook;

  @BeforeEach
  void open() throws IOException {
    server = new HookServer();
    detector = Api.trainedDetector(",\"labels\":{\"team\":\"payments\"}");
  }

  @AfterEach
  void close() {
    if (webhook != null) {
      given().delete("/api/webhooks/" + webhook);
    }
    server.close();
  }

  private static ConditionFactory soon() {
    return Awaitility.await().atMost(Duration.ofSeconds(20));
  }

  private String hook(HookServer at, String kind, String more) {
    return Api.json(
            "{\"name\":\""
                + UUID.randomUUID()
                + "\",\"url\":\""
                + at.url()
                + "\",\"kind\":\""
                + kind
                + "\""
                + more
                + "}")
        .post("/api/webhooks")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private void tellMe(String kind, String more) {
    webhook = hook(server, kind, more);
  }

  private String ours() {
    return ",\"filter\":{\"detector_id\":\"" + detector + "\"}";
  }

  private void start() {
    given().post("/api/detectors/" + detector + "/start").then().statusCode(200);
  }

  private void stop() {
    given().post("/api/detectors/" + detector + "/stop").then().statusCode(200);
  }

  private String alarm() {
    Api.detect(detector, "{\"value\":85.5}").body("is_anomaly", equalTo(true));
    return given().get("/api/anomalies?detector_id=" + detector).path("anomalies[0].id");
  }

  private void calmDown() {
    soon()
        .until(
            () -> !(boolean) Api.detect(detector, "{\"value\":12}").extract().path("is_anomaly"));
  }

  @Test
  void anAnomalyIsToldAsASignedCloudEventAndSoIsItsEnd() {
    tellMe("cloudevents", ",\"secret\":\"" + SECRET + "\"" + ours());
    String anomaly = alarm();
    soon().until(() -> server.requests.size() == 1);
    HookServer.Request request = server.requests.get(0);
    assertEquals("application/cloudevents+json", request.header("content-type"));
    JsonNode event = request.json();
    assertEquals("anomaly_detected", event.get("type").textValue());
    assertEquals(anomaly, event.at("/data/id").textValue());
    assertEquals(detector, event.get("subject").textValue());
    String id = request.header("webhook-id");
    assertEquals(event.get("id").textValue(), id);
    long timestamp = Long.parseLong(request.header("webhook-timestamp"));
    assertEquals(
        Signature.of(SECRET, id, timestamp, request.body()), request.header("webhook-signature"));
    calmDown();
    soon().until(() -> server.types().equals(List.of("anomaly_detected", "anomaly_resolved")));
    given()
        .get("/api/webhooks/" + webhook)
        .then()
        .body("state.last_status", equalTo(200))
        .body("state.last_delivery_at", notNullValue())
        .body("state.failing_since", nullValue())
        .body("version", equalTo(1));
    given()
        .get("/api/webhooks/" + webhook + "/deliveries")
        .then()
        .body("deliveries.size()", equalTo(2))
        .body("pagination.page", equalTo(1))
        .body("pagination.total", equalTo(2))
        .body("pagination.pages", equalTo(1))
        .body("deliveries[0].event_type", equalTo("anomaly_resolved"))
        .body("deliveries[1].event_id", equalTo(id))
        .body("deliveries[1].attempt", equalTo(1))
        .body("deliveries[1].status", equalTo(200))
        .body("deliveries[1].next_attempt_at", nullValue());
    given()
        .get("/api/webhooks/" + webhook + "/deliveries?limit=1&page=2")
        .then()
        .body("deliveries.event_id", equalTo(List.of(id)))
        .body("pagination.page", equalTo(2))
        .body("pagination.limit", equalTo(1))
        .body("pagination.pages", equalTo(2));
    String metrics = given().get("/q/metrics").asString();
    assertTrue(
        metrics.contains(
            "aiops_webhook_deliveries_total{outcome=\"delivered\",webhook=\"" + webhook + "\"} 2"),
        metrics);
    assertTrue(metrics.contains("aiops_webhook_lag_seconds"), metrics);
  }

  @Test
  void othersThanTheChosenOnesAreNotTold() {
    tellMe("cloudevents", ",\"events\":[\"detector_stopped\"]" + ours());
    start();
    String other = Api.detector("");
    given().post("/api/detectors/" + other + "/start").then().statusCode(200);
    given().post("/api/detectors/" + other + "/stop").then().statusCode(200);
    stop();
    soon().until(() -> !server.requests.isEmpty());
    assertEquals(List.of("detector_stopped"), server.types());
    assertEquals(detector, server.requests.get(0).json().get("subject").textValue());
    assertNull(server.requests.get(0).header("webhook-signature"));
  }

  @Test
  void labelsOfTheDetectorChooseAsWell() {
    String other = hook(server, "cloudevents", ",\"filter\":{\"labels\":{\"team\":\"shop\"}}");
    tellMe("slack", ",\"filter\":{\"labels\":{\"team\":\"payments\"}}");
    alarm();
    soon().until(() -> !server.requests.isEmpty());
    assertTrue(server.requests.get(0).json().has("blocks"));
    assertEquals(1, server.requests.size());
    given().delete("/api/webhooks/" + other).then().statusCode(204);
  }

  @Test
  void whatFailsIsSentAgainInOrderUnderTheSameId() {
    tellMe("cloudevents", STARTS + ours());
    server.answer = 500;
    start();
    stop();
    soon().until(() -> server.requests.size() >= 3);
    assertEquals(List.of("detector_started"), server.types().stream().distinct().toList());
    assertEquals(1, server.requests.stream().map(r -> r.header("webhook-id")).distinct().count());
    given()
        .get("/api/webhooks/" + webhook)
        .then()
        .body("state.last_status", equalTo(500))
        .body("state.last_error", equalTo("It answered 500."))
        .body("state.failing_since", notNullValue())
        .body("state.pending", equalTo(2));
    given()
        .get("/api/webhooks/" + webhook + "/deliveries?limit=1")
        .then()
        .body("deliveries.size()", equalTo(1))
        .body("deliveries[0].attempt", greaterThanOrEqualTo(3))
        .body("deliveries[0].next_attempt_at", notNullValue());
    given().get("/q/health/ready").then().statusCode(200);
    server.answer = 204;
    soon()
        .untilAsserted(
            () ->
                given()
                    .get("/api/webhooks/" + webhook)
                    .then()
                    .body("state.pending", equalTo(0))
                    .body("state.failing_since", nullValue()));
    List<String> types = server.types();
    assertEquals("detector_stopped", types.get(types.size() - 1));
    assertEquals(1, types.stream().filter("detector_stopped"::equals).count());
  }

  @Test
  void whatIsRefusedAsSuchIsGivenUpAndTheNextFollows() {
    tellMe("cloudevents", STARTS + ours());
    server.answer = 400;
    start();
    soon().until(() -> server.requests.size() == 8);
    server.answer = 200;
    stop();
    soon().until(() -> server.types().contains("detector_stopped"));
    assertEquals(8, server.types().stream().filter("detector_started"::equals).count());
    given()
        .get("/api/webhooks/" + webhook + "/deliveries")
        .then()
        .body("deliveries[1].attempt", equalTo(8))
        .body("deliveries[1].error", equalTo("It answered 400. The event was given up."))
        .body("deliveries[1].next_attempt_at", nullValue());
  }

  @Test
  void whoIsGoneIsDisabledAndToldWhatComesAfterItIsEnabledAgain() {
    tellMe("cloudevents", STARTS + ours());
    server.answer = 410;
    start();
    soon()
        .untilAsserted(
            () ->
                given()
                    .get("/api/webhooks/" + webhook)
                    .then()
                    .body("enabled", equalTo(false))
                    .body("version", equalTo(2))
                    .body("state.last_error", containsString("410")));
    assertEquals(1, server.requests.size());
    server.answer = 200;
    stop();
    String shown = given().get("/api/webhooks/" + webhook).asString();
    Api.json(shown.replace("\"enabled\":false", "\"enabled\":true"))
        .put("/api/webhooks/" + webhook)
        .then()
        .statusCode(200)
        .body("state.last_error", nullValue());
    start();
    soon().until(() -> server.requests.size() == 2);
    assertEquals(List.of("detector_started", "detector_started"), server.types());
  }

  @Test
  void aSlowOneHoldsUpNobodyAndItsAnswerIsNotWaitedForForever() throws IOException {
    try (HookServer slow = new HookServer()) {
      slow.delayMillis = 30_000;
      String sleeper = hook(slow, "cloudevents", STARTS + ours());
      tellMe("cloudevents", STARTS + ours());
      start();
      stop();
      soon().until(() -> server.requests.size() == 2);
      soon()
          .untilAsserted(
              () ->
                  given()
                      .get("/api/webhooks/" + sleeper)
                      .then()
                      .body("state.last_error", equalTo("No answer within 2s."))
                      .body("state.last_status", nullValue()));
      given().delete("/api/webhooks/" + sleeper).then().statusCode(204);
    }
  }

  @Test
  void redirectsAreNotFollowedAndEndlessAnswersNotRead() throws IOException {
    try (HookServer elsewhere = new HookServer()) {
      tellMe("cloudevents", "");
      server.answer = 302;
      server.answerHeaders.put("Location", elsewhere.url());
      given()
          .post("/api/webhooks/" + webhook + "/test")
          .then()
          .statusCode(200)
          .body("delivered", equalTo(false))
          .body("status", equalTo(302))
          .body("error", containsString("redirects are not followed"));
      assertTrue(elsewhere.requests.isEmpty());
      server.answer = 200;
      server.answerHeaders.clear();
      server.answerBytes = Long.MAX_VALUE;
      given()
          .post("/api/webhooks/" + webhook + "/test")
          .then()
          .statusCode(200)
          .body("delivered", equalTo(true));
    }
  }

  @Test
  void aTestIsMarkedAndGoesToADisabledWebhookToo() {
    tellMe("cloudevents", ",\"enabled\":false");
    given()
        .post("/api/webhooks/" + webhook + "/test")
        .then()
        .statusCode(200)
        .body("delivered", equalTo(true))
        .body("status", equalTo(200))
        .body("latency_ms", greaterThanOrEqualTo(0))
        .body("error", nullValue());
    JsonNode event = server.requests.get(0).json();
    assertEquals("webhook_test", event.get("type").textValue());
    assertTrue(event.at("/data/test").booleanValue());
    assertNull(event.get("sequence"));
    given()
        .get("/api/webhooks/" + webhook + "/deliveries")
        .then()
        .body("deliveries[0].event_type", equalTo("webhook_test"));
    server.close();
    given()
        .post("/api/webhooks/" + webhook + "/test")
        .then()
        .statusCode(200)
        .body("delivered", equalTo(false))
        .body("status", nullValue())
        .body("error", equalTo("The connection was refused."));
  }

  @Test
  void alertmanagerHearsOfAnAlertAgainAndAgainUntilItsEnd() {
    tellMe("alertmanager", ours());
    String anomaly = alarm();
    soon().until(() -> server.requests.size() >= 3);
    HookServer.Request first = server.requests.get(0);
    assertEquals("/hook/api/v2/alerts", first.path());
    JsonNode alert = first.json().get(0);
    assertEquals("AiopsAnomaly", alert.at("/labels/alertname").textValue());
    assertEquals(detector, alert.at("/labels/detector_id").textValue());
    assertEquals("payments", alert.at("/labels/team").textValue());
    assertEquals(anomaly, alert.at("/annotations/anomaly_id").textValue());
    assertNull(alert.at("/labels").get("anomaly_id"));
    JsonNode again = server.requests.get(2).json().get(0);
    assertEquals(alert.get("labels"), again.get("labels"));
    assertNotEquals(alert.get("endsAt"), again.get("endsAt"));
    calmDown();
    String ended = given().get("/api/anomalies/" + anomaly).path("ended_at");
    soon()
        .until(
            () ->
                server.requests.stream()
                    .anyMatch(request -> request.json().at("/0/endsAt").textValue().equals(ended)));
  }

  @Test
  void anotherReplicaGoesOnWhereTheLastOneStopped() {
    tellMe("cloudevents", STARTS + ours());
    start();
    soon().until(() -> server.requests.size() == 1);
    soon()
        .untilAsserted(
            () -> given().get("/api/webhooks/" + webhook).then().body("state.pending", equalTo(0)));
    dispatcher.abandon();
    stop();
    start();
    dispatcher.start();
    soon().until(() -> server.requests.size() == 3);
    assertEquals(
        List.of("detector_started", "detector_stopped", "detector_started"), server.types());
  }

  @Test
  void slackGetsTextForPeopleWithoutMarkupOfOthers() {
    tellMe("slack", ours());
    alarm();
    soon().until(() -> !server.requests.isEmpty());
    JsonNode message = server.requests.get(0).json();
    assertTrue(message.get("text").textValue().contains("New: "), message.toString());
    assertTrue(message.get("text").textValue().contains("anomaly"), message.toString());
    assertEquals("section", message.at("/blocks/0/type").textValue());
    given()
        .get("/api/webhooks/" + webhook)
        .then()
        .body("url", not(containsString("/hook")))
        .body("state.pending", equalTo(0))
        .body("version", greaterThan(0));
    assertEquals(Map.of(), server.answerHeaders);
  }
}
