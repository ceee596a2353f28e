package io.aiops.detector.pull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.aiops.detector.api.Api;
import io.aiops.detector.api.MovableClock;
import io.aiops.detector.store.Database;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The history of a detector, judged beside its live state and told apart from it. */
@QuarkusTest
class AnalysisTest {

  private static final long MINUTE = 60_000;
  private static final int WARM_UP = 1440;
  private static final int RANGE = 240;
  private static final Instant FROM = Instant.parse("2026-01-02T00:00:00Z");
  private static final Instant TO = FROM.plusMillis(RANGE * MINUTE);
  private static final long START = FROM.minus(Duration.ofDays(1)).toEpochMilli();
  private static final String SOURCE =
      ",\"source\":{\"name\":\"prometheus\",\"query\":\"up\"},\"interval\":\"1m\"";

  @Inject HistoryJobs jobs;
  @Inject Pulls pulls;
  @Inject Database database;

  private final MovableClock clock = new MovableClock();
  private final Worker worker = new Worker(UUID.randomUUID().toString());
  private String id;

  @BeforeEach
  void make() {
    QuarkusMock.installMockForType(clock, Clock.class);
    id = Api.detector(SOURCE);
  }

  @AfterEach
  void delete() {
    given().delete("/api/detectors/" + id);
  }

  private String analyse() {
    return Api.json("{\"from\":\"%s\",\"to\":\"%s\"}".formatted(FROM, TO))
        .post("/api/detectors/" + id + "/analyses")
        .then()
        .statusCode(202)
        .body("kind", equalTo("analysis"))
        .body("detector_id", equalTo(id))
        .body("from", equalTo("2026-01-02T00:00:00.000Z"))
        .extract()
        .path("id");
  }

  /** Two spikes: one in the warm-up, which is not judged, and one in the range. */
  private static double[] values() {
    Random random = new Random(5);
    double[] values = new double[WARM_UP + RANGE];
    for (int i = 0; i < values.length; i++) {
      boolean spike = i % 1000 >= 520 && i % 1000 < 526;
      values[i] = 100 + random.nextGaussian() + (spike ? 80 : 0);
    }
    return values;
  }

  private JsonPath run() {
    String job = analyse();
    worker.lease(job).send(START, "a", values()).statusCode(200);
    return job(job);
  }

  private static JsonPath job(String job) {
    return given().get("/api/jobs/" + job).then().statusCode(200).extract().jsonPath();
  }

  private List<String> found(String historical) {
    return given()
        .get("/api/anomalies?detector_id=" + id + "&historical=" + historical)
        .path("anomalies.id");
  }

  private long events() {
    return database.read(tx -> tx.number("SELECT count(*) FROM event WHERE type LIKE 'anomaly%'"));
  }

  @Test
  void whatItFindsIsHistoricalAndAnnouncedToNobody() {
    long events = events();
    JsonPath job = run();
    assertEquals("finished", job.getString("state"), job.getString("error"));
    assertEquals(1, job.getInt("result.anomalies"));
    assertEquals(WARM_UP + RANGE, job.getInt("result.points"));
    assertEquals(1, job.getInt("result.entities"));
    assertEquals("a", job.getString("result.by_entity[0].labels.pod"));
    assertEquals(
        1,
        job.<String, Integer>getMap("result.by_severity").values().stream()
            .mapToInt(Integer::intValue)
            .sum());
    assertFalse(job.getBoolean("result.truncated"));
    assertEquals(events, events());
    assertEquals(found("true"), found(""));
    assertEquals(List.of(), found("false"));
    String anomaly = found("true").get(0);
    given()
        .get("/api/anomalies/" + anomaly)
        .then()
        .body("historical", equalTo(true))
        .body("state", equalTo("resolved"))
        .body("started_at", equalTo("2026-01-02T01:21:00.000Z"))
        .body("points.timestamps.size()", greaterThan(60));
    given().get("/api/detectors/" + id + "/status").then().body("anomalies_detected", equalTo(0));
  }

  @Test
  void theLiveStateStaysAsItIs() {
    given().post("/api/detectors/" + id + "/start").then().statusCode(200);
    Worker.Lease live = worker.lease(id);
    live.send(live.position(), "a", 1, 2, 3, 4, 5).statusCode(200);
    String before = given().get("/internal/v1/detectors/" + id + "/states").asString();
    assertEquals("finished", run().getString("state"));
    assertEquals(before, given().get("/internal/v1/detectors/" + id + "/states").asString());
    assertTrue(worker.holds(id));
  }

  @Test
  void anotherAnalysisOfTheSameDoublesNothing() {
    run();
    List<String> first = found("true");
    given().post("/api/anomalies/" + first.get(0) + "/acknowledge").then().statusCode(200);
    run();
    assertEquals(1, found("true").size());
  }

  @Test
  void aCrashAmidItStoresNothingTwice() {
    String job = analyse();
    double[] values = values();
    worker.lease(job).send(START, "a", java.util.Arrays.copyOf(values, 1600)).statusCode(200);
    assertEquals(List.of(), found("true"));
    jobs.drop(id);
    pulls.load(id);
    Worker.Lease lease = worker.lease(job);
    assertEquals(START, lease.position());
    lease.send(START, "a", values).statusCode(200);
    assertEquals("finished", job(job).getString("state"));
    assertEquals(1, found("true").size());
  }

  @Test
  void cancelledItLeavesNothing() {
    String job = analyse();
    Worker.Lease lease = worker.lease(job);
    lease.send(START, "a", java.util.Arrays.copyOf(values(), 1600)).statusCode(200);
    given().delete("/api/jobs/" + job).then().statusCode(204);
    lease.send(START + 1600 * MINUTE, "a", 1).statusCode(404);
    assertEquals(List.of(), found("true"));
    assertEquals("cancelled", job(job).getString("state"));
  }

  @Test
  void anotherQueryMeanwhileFailsIt() {
    String job = analyse();
    worker.lease(job);
    given().get("/api/detectors/" + id).then().statusCode(200);
    Api.json(
            "{\"name\":\"%s\",\"source\":{\"name\":\"prometheus\",\"query\":\"down\"}}"
                .formatted(UUID.randomUUID()))
        .put("/api/detectors/" + id)
        .then()
        .statusCode(200)
        .body("state_reset", equalTo(true));
    clock.forward(Duration.ofSeconds(20));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertEquals("failed", job(job).getString("state")));
    assertTrue(job(job).getString("error").contains("has changed"));
  }

  @Test
  void whatItFoundGoesWithTheDetector() {
    JsonPath job = run();
    String anomaly = found("true").get(0);
    given().delete("/api/detectors/" + id).then().statusCode(204);
    given().get("/api/anomalies/" + anomaly).then().statusCode(404);
    given().get("/api/jobs/" + job.getString("id")).then().statusCode(404);
  }

  @Test
  void jobsAreListedByDetector() {
    run();
    given()
        .get("/api/jobs?detector_id=" + id)
        .then()
        .body("jobs", hasSize(1))
        .body("jobs[0].result.anomalies", equalTo(1));
    given().get("/api/jobs?kind=preview&detector_id=" + id).then().body("jobs", hasSize(0));
  }

  @Test
  void aDetectorWithoutSourceHasNoHistory() {
    String pushed = Api.detector("");
    Api.json("{\"from\":\"%s\"}".formatted(FROM))
        .post("/api/detectors/" + pushed + "/analyses")
        .then()
        .statusCode(422)
        .contentType("application/problem+json");
  }
}
