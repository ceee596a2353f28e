package io.aiops.gateway.event;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.aiops.gateway.support.Events;
import io.aiops.gateway.support.Fake;
import io.aiops.gateway.support.FakeDetector;
import io.aiops.gateway.support.FakeServices;
import io.aiops.gateway.support.Quick;
import io.aiops.gateway.support.WsClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(value = FakeServices.class, restrictToAnnotatedClass = true)
class ResubscribeTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int RESTART = 1012;

  @Fake FakeDetector detector;

  @BeforeEach
  void inStep() {
    await().atMost(SOON).until(() -> here() == detector.seq() && epoch().equals(detector.epoch()));
  }

  @Test
  void asksForAllEventsAtTheStartAndNamesItsCallback() {
    FakeDetector.Call first = detector.calls().get(0);
    assertEquals("PUT", first.method());
    assertEquals("gateway-quick", first.id());
    assertEquals(0, first.body().path("from_seq").asLong(-1));
    assertEquals(
        "http://127.0.0.1:" + RestAssured.port + "/internal/v1/events",
        first.body().path("callback_url").asText());
  }

  @Test
  void renewsWithoutGoingBack() {
    int before = detector.calls().size();
    await().atMost(SOON).until(() -> detector.calls().size() >= before + 3);
    for (FakeDetector.Call call : detector.calls().subList(before, before + 3)) {
      assertFalse(call.body().has("from_seq"), call.body()::toString);
    }
  }

  @Test
  void anEventThatComesTwiceIsSeenOnce() {
    try (WsClient client = WsClient.subscribed(RestAssured.port, "anomalies")) {
      long first = detector.seq() + 1;
      assertEquals(204, detector.publish(2));
      String again = Events.anomaly(detector.epoch(), first + 1, "detector_1", "high");
      assertEquals(204, detector.post("[" + again + "]"));
      assertEquals(204, detector.publish(1));
      await().atMost(SOON).until(() -> client.seqs().contains(first + 2));
      assertEquals(range(first, first + 2), client.seqs());
    }
  }

  @Test
  void lostEventsAreAskedForAgainAndArriveInOrder() {
    assertEquals(204, detector.publish(1));
    try (WsClient client = WsClient.subscribed(RestAssured.port, "anomalies")) {
      long last = detector.seq();
      detector.lose(3);
      assertEquals(409, detector.publish(1));
      await().atMost(SOON).until(() -> client.seqs().size() >= 4);
      assertEquals(range(last + 1, last + 4), client.seqs());
      assertTrue(
          detector.calls().stream().anyMatch(c -> c.body().path("from_seq").asLong(-1) == last),
          () -> detector.calls().toString());
    }
  }

  @Test
  void aRenewalThatCameTooLateIsNoticedAndNothingIsSkipped() {
    assertEquals(204, detector.publish(1));
    try (WsClient client = WsClient.subscribed(RestAssured.port, "anomalies")) {
      long last = detector.seq();
      detector.lose(2);
      detector.expire();
      await().atMost(SOON).until(() -> client.seqs().size() >= 2);
      assertEquals(range(last + 1, last + 2), client.seqs());
    }
  }

  @Test
  void eventsThatAreGoneForGoodSendClientsBackToRest() {
    assertEquals(204, detector.publish(2));
    try (WsClient client = WsClient.subscribed(RestAssured.port, "anomalies")) {
      long known = detector.seq();
      detector.lose(3);
      detector.prune();
      detector.publish(1);
      assertEquals(RESTART, client.awaitClose());
      await().atMost(SOON).until(() -> here() == detector.seq());
      try (WsClient back = new WsClient(RestAssured.port)) {
        back.send(
            "{\"action\":\"subscribe\",\"topics\":[\"anomalies\"],\"since\":%d,\"epoch\":\"%s\"}"
                .formatted(known, detector.epoch()));
        assertFalse(back.await("subscribed").path("recovered").asBoolean(true));
      }
      assertEquals(204, detector.publish(1));
    }
  }

  @Test
  void anotherDatabaseClosesSocketsAndEmptiesTheWindow() {
    assertEquals(204, detector.publish(3));
    String before = detector.epoch();
    try (WsClient client = WsClient.subscribed(RestAssured.port, "anomalies")) {
      detector.newDatabase("after-" + before);
      assertEquals(RESTART, client.awaitClose());
    }
    given()
        .get("/api/events")
        .then()
        .body("epoch", equalTo("after-" + before))
        .body("seq", equalTo(0))
        .body("events.size()", equalTo(0));
    try (WsClient client = new WsClient(RestAssured.port)) {
      client.send(
          "{\"action\":\"subscribe\",\"topics\":[\"anomalies\"],\"since\":0,\"epoch\":\"%s\"}"
              .formatted(before));
      assertFalse(client.await("subscribed").path("recovered").asBoolean(true));
      assertEquals(204, detector.publish(1));
      await().atMost(SOON).until(() -> client.seqs().equals(List.of(1L)));
    }
  }

  @Test
  void aDatabaseThatWentBackInTimeIsNoticedThoughItsEpochIsTheSame() {
    assertEquals(204, detector.publish(5));
    try (WsClient client = WsClient.subscribed(RestAssured.port, "anomalies")) {
      detector.newDatabase(detector.epoch());
      assertEquals(RESTART, client.awaitClose());
    }
    try (WsClient client = WsClient.subscribed(RestAssured.port, "anomalies")) {
      assertEquals(204, detector.publish(1));
      await().atMost(SOON).until(() -> client.seqs().equals(List.of(1L)));
    }
  }

  @Test
  void moreSocketsThanAllowedAreClosedForGood() {
    List<WsClient> clients =
        LongStream.range(0, 20).mapToObj(i -> new WsClient(RestAssured.port)).toList();
    clients.forEach(client -> client.await("welcome"));
    try (WsClient last = new WsClient(RestAssured.port)) {
      assertEquals(4429, last.awaitClose());
      assertTrue(last.messages().isEmpty());
      assertTrue(clients.stream().allMatch(WsClient::open));
    } finally {
      clients.forEach(WsClient::close);
    }
    await().atMost(SOON).until(() -> opens());
  }

  private static boolean opens() {
    try (WsClient client = new WsClient(RestAssured.port)) {
      return await()
              .atMost(SOON)
              .until(() -> !client.open() || !client.messages().isEmpty(), b -> b)
          && client.open();
    }
  }

  private static long here() {
    return given().get("/api/events").then().extract().jsonPath().getLong("seq");
  }

  private static String epoch() {
    return given().get("/api/events").then().extract().jsonPath().getString("epoch");
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }
}
