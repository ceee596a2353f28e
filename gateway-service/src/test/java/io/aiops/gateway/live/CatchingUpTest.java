package io.aiops.gateway.live;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.gateway.FreePorts;
import io.aiops.gateway.event.EventWindow;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Sockets of a gateway that has yet to get what had happened before it started. */
@QuarkusTest
@TestProfile(CatchingUpTest.Fresh.class)
class CatchingUpTest {

  /** A process of its own, for it begins to know nothing. */
  public static final class Fresh extends FreePorts {}

  @Inject EventWindow window;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<TestSocket> sockets = new ArrayList<>();

  private TestSocket open() {
    TestSocket socket = TestSocket.open(client, RestAssured.port);
    sockets.add(socket);
    return socket;
  }

  /** Waits until all that was sent before is answered, where it has an answer. */
  private static void ping(TestSocket socket) {
    int before = socket.ofType("pong").size();
    socket.send("{\"action\":\"ping\"}");
    TestSocket.until(() -> socket.ofType("pong").size() > before);
  }

  @BeforeEach
  void caughtUp() {
    if (!window.position().epoch().isEmpty()) {
      Events.miss(0);
    }
  }

  @AfterEach
  void closeAll() {
    sockets.forEach(TestSocket::abort);
  }

  @Test
  void aSocketIsWelcomedOnceItIsKnownWhereTheEventsStand() {
    boolean known = !window.position().epoch().isEmpty();
    if (known) {
      Events.miss(2);
    }
    TestSocket socket = open();
    ping(socket);
    assertEquals(1, socket.messages.size());
    if (known) {
      Events.anomalies(2, "low", "");
    } else {
      Events.beSubscribed();
    }
    JsonNode welcome = socket.first("welcome");
    assertEquals(Events.EPOCH, welcome.get("epoch").asText());
    assertEquals(Events.last(), welcome.get("seq").asLong());
  }

  @Test
  void whoMissedNothingIsAnsweredWhereNobodyCanTellWhereTheEventsStand() {
    boolean known = !window.position().epoch().isEmpty();
    if (known) {
      Events.miss(3);
    }
    TestSocket socket = open();
    socket.send("{\"action\":\"subscribe\",\"topics\":[\"anomalies\"]}");
    assertEquals(known ? Events.EPOCH : "", socket.first("welcome").get("epoch").asText());
    assertFalse(socket.first("subscribed").get("recovered").asBoolean());
    if (known) {
      Events.anomalies(3, "low", "");
    } else {
      Events.beSubscribed();
    }
    TestSocket.until(() -> window.position().caughtUp());
    long live = Events.anomalies(1, "low", "");
    TestSocket.until(() -> socket.sequences().contains(live));
  }

  @Test
  void whoAsksForNothingMissedGetsNothingOfThePast() {
    Events.miss(3);
    TestSocket socket = open();
    socket.send("{\"action\":\"subscribe\",\"topics\":[\"anomalies\"]}");
    ping(socket);
    Events.anomalies(1, "low", "");
    Events.anomalies(2, "low", "");
    JsonNode subscribed = socket.first("subscribed");
    assertFalse(subscribed.get("recovered").asBoolean());
    assertEquals(Events.last(), subscribed.get("seq").asLong());
    long live = Events.anomalies(1, "low", "");
    TestSocket.until(() -> !socket.sequences().isEmpty());
    assertEquals(List.of(live), socket.sequences());
  }

  @Test
  void whoComesBackWaitsForWhatItMissed() {
    Events.anomalies(1, "low", "");
    long since = Events.last();
    Events.miss(2);
    TestSocket socket = open();
    socket.send("{\"action\":\"subscribe\",\"topics\":[\"anomalies\"],\"since\":" + since + "}");
    ping(socket);
    assertTrue(socket.ofType("subscribed").isEmpty());
    Events.anomalies(2, "low", "");
    TestSocket.until(() -> socket.sequences().size() == 2);
    assertEquals(List.of(since + 1, since + 2), socket.sequences());
    assertTrue(socket.first("subscribed").get("recovered").asBoolean());
    assertEquals("welcome", socket.messages.get(1).get("type").asText());
  }

  @Test
  void whoUnsubscribesMeanwhileWaitsForThatNoMore() {
    Events.miss(2);
    TestSocket socket = open();
    String since = ",\"since\":" + Events.last() + "}";
    socket.send("{\"action\":\"subscribe\",\"topics\":[\"anomalies\",\"detectors\"]" + since);
    socket.send("{\"action\":\"subscribe\",\"topics\":[\"anomalies\"]" + since);
    socket.send("{\"action\":\"unsubscribe\",\"topics\":[\"anomalies\"]}");
    socket.first("unsubscribed");
    Events.anomalies(2, "low", "");
    JsonNode subscribed = socket.first("subscribed");
    assertEquals("[\"detectors\"]", subscribed.get("topics").toString());
    long started = Events.detectorEvent();
    TestSocket.until(() -> !socket.sequences().isEmpty());
    assertEquals(List.of(started), socket.sequences());
    assertEquals(1, socket.ofType("subscribed").size());
  }

  @Test
  void whoAsksOverRestIsToldToComeAgain() {
    Events.anomalies(1, "low", "");
    long since = Events.last() + 1;
    Events.miss(3);
    given()
        .get("/api/events?since=" + since)
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", "1")
        .body("type", equalTo("urn:aiops:problem:catching-up"));
    given().get("/api/events?since=" + (since - 1)).then().body("recovered", equalTo(true));
    given().get("/api/events").then().statusCode(200);
    Events.anomalies(3, "low", "");
    given()
        .get("/api/events?since=" + since)
        .then()
        .statusCode(200)
        .body("recovered", equalTo(true))
        .body("events.size()", equalTo(2));
  }
}
