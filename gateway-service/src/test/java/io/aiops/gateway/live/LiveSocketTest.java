package io.aiops.gateway.live;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.gateway.FreePorts;
import io.aiops.gateway.event.RelayedEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
@TestProfile(FreePorts.class)
class LiveSocketTest {

  private static final int MANY = 1000;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<TestSocket> sockets = new ArrayList<>();

  private TestSocket open() {
    TestSocket socket = TestSocket.open(client, RestAssured.port);
    sockets.add(socket);
    return socket;
  }

  @BeforeEach
  void known() {
    Events.beSubscribed();
  }

  @AfterEach
  void closeAll() {
    sockets.forEach(TestSocket::abort);
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void aNewSocketGetsNothingButAWelcomeBeforeItSubscribes() {
    Events.anomalies(1, "low", "");
    TestSocket silent = open();
    JsonNode welcome = silent.first("welcome");
    assertEquals(Events.EPOCH, welcome.get("epoch").asText());
    assertEquals(Events.last(), welcome.get("seq").asLong());
    assertEquals(0.3, welcome.get("heartbeat_seconds").asDouble());
    TestSocket other = open().subscribe("\"anomalies\"", "");
    Events.anomalies(1, "low", "");
    other.first("anomaly_detected");
    other.first("heartbeat");
    assertEquals(1, silent.messages.size());
  }

  @Test
  void aSubscriberGetsEventsOfItsTopicsThatPassItsFilter() {
    Events.anomalies(1, "low", "");
    TestSocket all = open().subscribe("\"anomalies\",\"detectors\",\"system\"", "");
    TestSocket high = open().subscribe("\"anomalies\"", ",\"filter\":{\"min_severity\":\"high\"}");
    TestSocket other =
        open().subscribe("\"anomalies\"", ",\"filter\":{\"detector_id\":\"detector_2\"}");
    TestSocket detectors = open().subscribe("\"detectors\"", "");
    long low = Events.anomalies(1, "low", "");
    long critical = Events.anomalies(1, "critical", "");
    long started = Events.detectorEvent();
    TestSocket.until(() -> all.sequences().size() == 3);
    TestSocket.until(() -> detectors.sequences().size() == 1);
    TestSocket.until(() -> high.sequences().size() == 1);
    assertEquals(List.of(low, critical, started), all.sequences());
    assertEquals(List.of(critical), high.sequences());
    assertEquals(List.of(started), detectors.sequences());
    assertTrue(other.sequences().isEmpty());
    JsonNode event = high.first("anomaly_detected");
    assertEquals("anomalies", event.get("topic").asText());
    assertEquals("detector_1", event.get("detector_id").asText());
    assertEquals("critical", event.get("data").get("severity").asText());
    assertEquals("2026-01-02T03:04:05.678Z", event.get("time").asText());
  }

  @Test
  void eventsAboutNoDetectorPassTheFilterOfADetector() {
    TestSocket socket =
        open()
            .subscribe(
                "\"anomalies\",\"system\"",
                ",\"filter\":{\"detector_id\":\"detector_2\",\"min_severity\":\"high\"}");
    Events.anomalies(1, "critical", "");
    Events.withoutDetector("incident_opened", "anomalies", "{\"severity\":\"low\"}");
    long incident =
        Events.withoutDetector("incident_opened", "anomalies", "{\"severity\":\"high\"}");
    long health = Events.withoutDetector("system_health", "system", "{\"state\":\"down\"}");
    TestSocket.until(() -> socket.sequences().contains(health));
    assertEquals(List.of(incident, health), socket.sequences());
  }

  @Test
  void whoComesBackGetsWhatItMissedAndThenTheLiveOnes() {
    long first = Events.anomalies(5, "low", "");
    TestSocket socket =
        open()
            .subscribe(
                "\"anomalies\"",
                ",\"since\":" + (first + 1) + ",\"epoch\":\"" + Events.EPOCH + "\"");
    Events.anomalies(2, "low", "");
    TestSocket.until(() -> socket.sequences().size() == 5);
    assertEquals(range(first + 2, first + 6), socket.sequences());
    JsonNode subscribed = socket.first("subscribed");
    assertTrue(subscribed.get("recovered").asBoolean());
    assertEquals(first + 4, subscribed.get("seq").asLong());
  }

  @Test
  void whatWasMissedMayBeMoreThanAClientMayQueue() {
    long first = Events.anomalies(100, "low", "x".repeat(8000));
    Events.anomalies(100, "low", "x".repeat(8000));
    TestSocket socket = open().subscribe("\"anomalies\"", ",\"since\":" + (first - 1));
    Events.anomalies(1, "low", "");
    TestSocket.until(() -> socket.sequences().size() == 201);
    assertEquals(range(first, first + 200), socket.sequences());
  }

  @Test
  void whatIsNotInTheWindowIsNotRecovered() {
    Events.anomalies(1, "low", "");
    TestSocket foreign = open().subscribe("\"anomalies\"", ",\"since\":1,\"epoch\":\"ffffffff\"");
    TestSocket future = open().subscribe("\"anomalies\"", ",\"since\":" + (Events.last() + 5));
    assertFalse(foreign.first("subscribed").get("recovered").asBoolean());
    assertFalse(future.first("subscribed").get("recovered").asBoolean());
    assertTrue(foreign.sequences().isEmpty());
  }

  @Test
  void eventsThatArriveWhileClientsComeBackAreSeenOnce() throws Exception {
    long start = Events.anomalies(1, "low", "");
    ExecutorService poster = Executors.newSingleThreadExecutor();
    try {
      var posting =
          poster.submit(
              () -> {
                for (int i = 0; i < 150; i++) {
                  Events.anomalies(2, "low", "");
                }
              });
      List<TestSocket> back = new ArrayList<>();
      while (!posting.isDone()) {
        back.add(open().subscribe("\"anomalies\"", ",\"since\":" + start));
      }
      posting.get(30, TimeUnit.SECONDS);
      List<Long> expected = range(start + 1, Events.last());
      for (TestSocket socket : back) {
        TestSocket.until(() -> socket.sequences().size() >= expected.size());
        assertEquals(expected, socket.sequences());
      }
      assertTrue(back.size() > 2, "the race needs some clients");
    } finally {
      poster.shutdownNow();
    }
  }

  @Test
  void aThousandSocketsSeeEveryEventOnce() {
    List<CompletableFuture<TestSocket>> opening = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      opening.add(TestSocket.opening(client, RestAssured.port));
      if (i % 100 == 99) {
        opening.forEach(CompletableFuture::join);
      }
    }
    opening.forEach(socket -> sockets.add(socket.join()));
    sockets.forEach(socket -> socket.send("{\"action\":\"subscribe\",\"topics\":[\"anomalies\"]}"));
    sockets.forEach(socket -> socket.first("subscribed"));
    long first = Events.anomalies(1, "low", "");
    for (int i = 0; i < 19; i++) {
      Events.anomalies(5, "low", "some text to make it as long as an anomaly usually is");
    }
    List<Long> expected = range(first, Events.last());
    for (TestSocket socket : sockets) {
      TestSocket.until(() -> socket.sequences().size() >= expected.size());
      assertEquals(expected, socket.sequences());
    }
  }

  @Test
  void wrongMessagesAreNamedAndManyOfThemEndTheSocket() {
    TestSocket socket = open();
    socket.send("{\"action\":\"subscribe\",\"topics\":[\"weather\"]}");
    assertEquals("unknown_topic", socket.first("error").get("code").asText());
    for (String bad :
        List.of(
            "nonsense",
            "{\"action\":\"ping\"}{\"action\":\"ping\"}",
            "{\"action\":\"dance\"}",
            "{\"action\":\"subscribe\"}",
            "{\"action\":\"subscribe\",\"topics\":[\"system\"],\"since\":-1}",
            "{\"action\":\"subscribe\",\"topics\":[\"system\"],\"since\":18446744073709551617}",
            "{\"action\":\"subscribe\",\"topics\":[\"system\"],\"filter\":{\"min_severity\":\"huge\"}}",
            "{\"action\":\"subscribe\",\"topics\":[\"system\"],\"extra\":1}")) {
      socket.send(bad);
    }
    TestSocket.until(() -> socket.ofType("error").size() == 9);
    socket.send("{\"action\":\"ping\"}");
    socket.first("pong");
    socket.send("[1]");
    TestSocket.until(() -> socket.closeCode.get() == 4400);
  }

  @Test
  void messagesThatAreTooLongOrBinaryEndTheSocket() {
    TestSocket binary = open();
    binary.sendBytes(new byte[] {1});
    TestSocket.until(() -> binary.closeCode.get() == 4400);
    TestSocket endless = open();
    for (int i = 0; i < 20; i++) {
      endless.sendPart("x".repeat(1000));
    }
    TestSocket.until(() -> endless.closeCode.get() == 4400);
  }

  @Test
  void tooManySubscriptionsEndTheSocket() {
    TestSocket socket = open();
    for (int i = 0; i < 21; i++) {
      socket.send("{\"action\":\"subscribe\",\"topics\":[\"system\"]}");
    }
    TestSocket.until(() -> socket.closeCode.get() == 4429);
  }

  @Test
  void heartbeatsComeWhileSubscribed() {
    TestSocket socket = open().subscribe("\"system\"", "");
    TestSocket.until(() -> socket.ofType("heartbeat").size() >= 3);
    assertEquals(Events.last(), socket.first("heartbeat").get("seq").asLong());
    socket.send("{\"action\":\"unsubscribe\",\"topics\":[\"system\"]}");
    socket.first("unsubscribed");
    int count = socket.ofType("heartbeat").size();
    TestSocket other = open().subscribe("\"system\"", "");
    TestSocket.until(() -> other.ofType("heartbeat").size() >= 2);
    assertEquals(count, socket.ofType("heartbeat").size());
  }

  @Test
  void noSeqIsToldBeforeItsEvent() throws Exception {
    Events.anomalies(1, "low", "");
    TestSocket socket = open().subscribe("\"anomalies\",\"system\"", "");
    long before = Events.last();
    List<RelayedEvent> arriving = Events.arrive(1);
    int beats = socket.ofType("heartbeat").size();
    TestSocket.until(() -> socket.ofType("heartbeat").size() >= beats + 2);
    socket.send("{\"action\":\"unsubscribe\",\"topics\":[\"system\"]}");
    assertEquals(before, socket.first("unsubscribed").get("seq").asLong());
    socket.subscribe("\"anomalies\"", "");
    assertEquals(before, socket.ofType("subscribed").get(1).get("seq").asLong());
    assertEquals(before, socket.ofType("heartbeat").get(beats + 1).get("seq").asLong());
    Events.handOver(arriving);
    TestSocket.until(() -> !socket.sequences().isEmpty());
    assertEquals(List.of(before + 1), socket.sequences());
    TestSocket.until(
        () ->
            socket.ofType("heartbeat").stream()
                .anyMatch(beat -> beat.get("seq").asLong() == before + 1));
  }

  @Test
  void theSameEventsAreThereOverRest() {
    long first = Events.anomalies(3, "low", "");
    given()
        .get("/api/events?since=" + first + "&topics=anomalies&limit=1")
        .then()
        .statusCode(200)
        .body("epoch", equalTo(Events.EPOCH))
        .body("recovered", equalTo(true))
        .body("events.size()", equalTo(1))
        .body("events[0].seq", equalTo((int) first + 1))
        .body("events[0].type", equalTo("anomaly_detected"));
    given()
        .get("/api/events?since=x&topics=weather&limit=0")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("violations.field", equalTo(List.of("since", "limit", "topics")));
  }

  @ParameterizedTest
  @CsvSource({
    "since=-1,since",
    "since=1.5,since",
    "since=99999999999999999999,since",
    "limit=0,limit",
    "limit=1001,limit",
    "limit=many,limit",
    "topics=weather,topics",
    "'topics=anomalies,',topics"
  })
  void aBadParameterOverRestIsNamed(String parameter, String field) {
    given()
        .get("/api/events?" + parameter)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("violations.field", equalTo(List.of(field)));
  }
}
