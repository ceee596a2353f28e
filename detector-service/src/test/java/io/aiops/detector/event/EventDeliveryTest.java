package io.aiops.detector.event;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
class EventDeliveryTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private static String detector() {
    return given()
        .contentType("application/json")
        .body("{\"name\":\"" + UUID.randomUUID() + "\"}")
        .post("/api/detectors")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static long subscribe(String id, CallbackServer callback, Long fromSeq) {
    Number seq =
        given()
            .contentType("application/json")
            .body(
                "{\"callback_url\":\""
                    + callback.url()
                    + "\""
                    + (fromSeq == null ? "" : ",\"from_seq\":" + fromSeq)
                    + "}")
            .put("/internal/v1/subscribers/" + id)
            .then()
            .statusCode(200)
            .body("id", equalTo(id))
            .body("epoch", matchesPattern("[0-9a-f]{8}"))
            .body("expires_at", matchesPattern("\\d{4}-.*Z"))
            .extract()
            .path("seq");
    return seq.longValue();
  }

  private static void unsubscribe(String id) {
    given().delete("/internal/v1/subscribers/" + id).then().statusCode(204);
  }

  private static void assertGapFree(List<Long> sequences) {
    long first = sequences.get(0);
    assertEquals(LongStream.range(first, first + sequences.size()).boxed().toList(), sequences);
  }

  @Test
  void aSubscriberGetsWhatHappenedBeforeAndAfterItCameInOrder() throws IOException {
    detector();
    try (CallbackServer callback = new CallbackServer(0)) {
      long last = subscribe("whole", callback, 0L);
      String id = detector();
      given().post("/api/detectors/" + id + "/start").then().statusCode(200);
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertEquals(last + 2, callback.sequences().get(callback.events.size() - 1)));
      assertGapFree(callback.sequences());
      assertEquals(1, callback.sequences().get(0));
      assertEquals("detector_started", callback.types().get(callback.types().size() - 1));
      unsubscribe("whole");
    }
  }

  @Test
  void aSubscriberThatWasAwayGetsWhatItMissedOnce() throws IOException {
    CallbackServer callback = new CallbackServer(0);
    int port = callback.port();
    long last = subscribe("away", callback, null);
    detector();
    await().atMost(SOON).until(() -> callback.events.size() == 1);
    callback.close();
    detector();
    detector();
    try (CallbackServer again = new CallbackServer(port)) {
      await().atMost(SOON).until(() -> again.events.size() == 2);
      assertEquals(List.of(last + 2, last + 3), again.sequences());
      unsubscribe("away");
    }
  }

  @Test
  void whatIsRefusedIsSentAgain() throws IOException {
    try (CallbackServer callback = new CallbackServer(0)) {
      subscribe("refusing", callback, null);
      callback.answer = 500;
      detector();
      await().atMost(SOON).until(() -> callback.posts.get() >= 3);
      assertTrue(callback.events.isEmpty());
      callback.answer = 204;
      await().atMost(SOON).until(() -> callback.events.size() == 1);
      unsubscribe("refusing");
    }
  }

  @Test
  void aSlowSubscriberHoldsUpNobody() throws IOException {
    try (CallbackServer slow = new CallbackServer(0);
        CallbackServer quick = new CallbackServer(0)) {
      slow.delayMillis = 3000;
      subscribe("slow", slow, null);
      subscribe("quick", quick, null);
      for (int i = 0; i < 5; i++) {
        detector();
      }
      await().atMost(SOON).until(() -> quick.events.size() >= 5);
      assertTrue(slow.events.size() < 5, "the slow one cannot have taken all of them yet");
      unsubscribe("slow");
      unsubscribe("quick");
    }
  }

  @Test
  void aSubscriberCanGoBackToWhatIsKept() throws IOException {
    try (CallbackServer callback = new CallbackServer(0)) {
      long last = subscribe("back", callback, null);
      detector();
      detector();
      await().atMost(SOON).until(() -> callback.events.size() == 2);
      subscribe("back", callback, last);
      await().atMost(SOON).until(() -> callback.events.size() == 4);
      assertEquals(List.of(last + 1, last + 2, last + 1, last + 2), callback.sequences());
      unsubscribe("back");
    }
  }

  @Test
  void nothingIsSentAfterTheEndOfASubscription() throws IOException {
    try (CallbackServer callback = new CallbackServer(0);
        CallbackServer other = new CallbackServer(0)) {
      subscribe("ended", callback, null);
      subscribe("other", other, null);
      unsubscribe("ended");
      detector();
      await().atMost(SOON).until(() -> other.events.size() == 1);
      assertTrue(callback.events.isEmpty());
      unsubscribe("other");
    }
  }

  @Test
  void wrongSubscriptionsAreRefusedByField() {
    for (String body :
        List.of(
            "{}",
            "{\"callback_url\":\"ftp://x/\"}",
            "{\"callback_url\":\"nonsense\"}",
            "{\"callback_url\":7}",
            "{\"callback_url\":\"http://127.0.0.1:1/\",\"from_seq\":-1}",
            "{\"callback_url\":\"http://127.0.0.1:1/\",\"from_seq\":1.5}",
            "{\"callback_url\":\"http://127.0.0.1:1/\",\"extra\":1}")) {
      given()
          .contentType("application/json")
          .body(body)
          .put("/internal/v1/subscribers/wrong")
          .then()
          .statusCode(400)
          .contentType("application/problem+json")
          .body("violations.size()", greaterThan(0));
    }
    assertFalse(given().get("/q/metrics").asString().contains("aiops_outbox_lag_seconds NaN"));
  }
}
