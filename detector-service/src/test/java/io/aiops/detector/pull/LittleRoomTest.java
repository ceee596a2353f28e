package io.aiops.detector.pull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.aiops.detector.api.Api;
import io.aiops.detector.api.MovableClock;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Detectors that may have two entities each: what finds no room, and what takes long. */
@QuarkusTest
@TestProfile(LittleRoomTest.LittleRoom.class)
class LittleRoomTest {

  private static final long FROM = Instant.parse("2026-01-02T00:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final int MINUTES = 200;
  private static final String SOURCE =
      ",\"source\":{\"name\":\"prometheus\",\"query\":\"up\"},\"interval\":\"1m\"";

  @Inject Pulls pulls;
  @Inject JobKeeper keeper;

  private final Worker worker = new Worker(UUID.randomUUID().toString());

  /** Two entities a detector. */
  public static final class LittleRoom implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("aiops.limits.entities-per-detector", "2");
    }
  }

  private static String job(String detector) {
    return Api.json("{\"from\":%d,\"to\":%d}".formatted(FROM, FROM + MINUTES * MINUTE))
        .post("/api/detectors/" + detector + "/train")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  private static String series(String pod) {
    double[] values = IntStream.range(0, MINUTES).mapToDouble(i -> 10 + (i * 7) % 5).toArray();
    return Worker.series(FROM, pod, values);
  }

  private static int entities(String detector) {
    return given().get("/api/detectors/" + detector + "/entities").path("pagination.total");
  }

  private static String health(String detector) {
    return given().get("/api/detectors/" + detector + "/health").path("health");
  }

  @Test
  void aTrainingTeachesThoseThatFindRoom() {
    String detector = Api.detector(SOURCE);
    String job = job(detector);
    worker
        .lease(job)
        .send(FROM, FROM + MINUTES * MINUTE, series("a"), series("b"), series("c"))
        .statusCode(200);
    given()
        .get("/api/jobs/" + job)
        .then()
        .body("state", equalTo("finished"))
        .body("result.entities_trained", equalTo(2))
        .body("result.entities_without_room", equalTo(1));
    assertEquals(2, entities(detector));
  }

  @Test
  void aTrainingThatIsRefusedLeavesNoEntityBehind() {
    String detector = Api.detector("");
    for (String pod : new String[] {"a", "b", "c"}) {
      Api.json("{\"values\":[1],\"entity\":{\"pod\":\"%s\"}}".formatted(pod))
          .post("/api/detectors/" + detector + "/train")
          .then()
          .statusCode(422)
          .body("type", endsWith(":not-enough-points"));
    }
    assertEquals(0, entities(detector));
    Api.detect(detector, "{\"value\":1,\"entity\":{\"pod\":\"d\"}}").statusCode(200);
  }

  @Test
  void healthForgetsTheLimitOnceAllSeriesFindRoom() {
    String detector = Api.detector(SOURCE);
    given().post("/api/detectors/" + detector + "/start").then().statusCode(200);
    Worker.Lease lease = worker.lease(detector);
    long start = lease.position();
    lease
        .send(
            start,
            start + MINUTE,
            Worker.series(start, "a", 1),
            Worker.series(start, "b", 1),
            Worker.series(start, "c", 1))
        .statusCode(200);
    assertEquals("degraded", health(detector));
    lease
        .send(start + MINUTE, start + 2 * MINUTE, Worker.series(start + MINUTE, "a", 1))
        .statusCode(200);
    assertEquals("healthy", health(detector));
  }

  @Test
  void aJobThatIsWorkedAtIsNotSilentAndWhoComesAgainIsToldSo() {
    MovableClock clock = new MovableClock();
    QuarkusMock.installMockForType(clock, Clock.class);
    String job = job(Api.detector(SOURCE));
    Worker.Lease lease = worker.lease(job);
    lease.send(FROM, "a", 1).statusCode(200);
    LivePull pull = pulls.find(job).orElseThrow();
    pull.lock.lock();
    try {
      lease
          .send(FROM + MINUTE, "a", 1)
          .statusCode(503)
          .header("Retry-After", equalTo("1"))
          .body("type", endsWith(":busy"));
      clock.forward(Duration.ofMinutes(4));
      keeper.round();
      given().get("/api/jobs/" + job).then().body("state", equalTo("running"));
    } finally {
      pull.lock.unlock();
    }
    keeper.round();
    given()
        .get("/api/jobs/" + job)
        .then()
        .body("state", equalTo("failed"))
        .body("error", containsString("Nothing came from the source"));
  }
}
