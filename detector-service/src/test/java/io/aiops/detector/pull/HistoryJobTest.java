package io.aiops.detector.pull;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.aiops.detector.api.Api;
import io.quarkus.test.junit.QuarkusTest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** Training on the history of a source: a job, a bounded pull, and then a model that knows it. */
@QuarkusTest
class HistoryJobTest {

  private static final long FROM = Instant.parse("2026-01-02T00:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final String SOURCE =
      ",\"source\":{\"name\":\"prometheus\",\"query\":\"up\"},\"interval\":\"1m\"";

  private final Worker worker = new Worker(UUID.randomUUID().toString());

  private static String job(String detector, int minutes) {
    return Api.json("{\"from\":%d,\"to\":%d}".formatted(FROM, FROM + minutes * MINUTE))
        .post("/api/detectors/" + detector + "/train")
        .then()
        .statusCode(202)
        .body("id", startsWith("job_"))
        .body("kind", equalTo("train"))
        .body("state", equalTo("queued"))
        .extract()
        .path("id");
  }

  private static double[] usual(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = 10 + (i * 7) % 5;
    }
    return values;
  }

  @Test
  void theModelKnowsWhatTheHistoryTaught() {
    String detector = Api.detector(SOURCE);
    String job = job(detector, 200);
    Worker.Lease lease = worker.lease(job);
    assertEquals(FROM, lease.position());
    assertEquals("2026-01-02T03:20:00.000Z", lease.fields().get("to"));
    lease.send(FROM, "a", usual(100)).statusCode(200);
    given()
        .get("/api/jobs/" + job)
        .then()
        .body("state", equalTo("running"))
        .body("progress.percent", equalTo(50f))
        .body("progress.points", equalTo(100));
    lease.send(FROM + 100 * MINUTE, "a", usual(100)).statusCode(200);
    given()
        .get("/api/jobs/" + job)
        .then()
        .body("state", equalTo("finished"))
        .body("finished_at", notNullValue())
        .body("progress.percent", equalTo(100f))
        .body("result.entities_trained", equalTo(1));
    assertFalse(worker.holds(job));
    Api.detect(detector, "{\"value\":500,\"entity\":{\"pod\":\"a\"}}")
        .body("phase", equalTo("ready"))
        .body("is_anomaly", equalTo(true));
  }

  @Test
  void aHistoryWithTooFewPointsFailsTheJobAndLeavesTheModel() {
    String detector = Api.detector(SOURCE);
    String job = job(detector, 100);
    worker
        .lease(job)
        .send(FROM, FROM + 100 * MINUTE, Worker.series(FROM, "a", 1, 2))
        .statusCode(200);
    given()
        .get("/api/jobs/" + job)
        .then()
        .body("state", equalTo("failed"))
        .body("error", containsString("enough points"));
    given()
        .get("/api/detectors/" + detector + "/status")
        .then()
        .body("phase", equalTo("warming_up"));
  }

  @Test
  void aQueryThatTheSourceRejectsFailsTheJob() {
    String job = job(Api.detector(SOURCE), 100);
    worker.lease(job).fail("query_rejected", "parse error at char 3").statusCode(204);
    given()
        .get("/api/jobs/" + job)
        .then()
        .body("state", equalTo("failed"))
        .body("error", containsString("parse error at char 3"));
    assertFalse(worker.holds(job));
  }

  @Test
  void aCancelledJobAsksForNothingMore() {
    String job = job(Api.detector(SOURCE), 100);
    Worker.Lease lease = worker.lease(job);
    given().delete("/api/jobs/" + job).then().statusCode(204);
    given().get("/api/jobs/" + job).then().body("state", equalTo("cancelled"));
    lease.send(FROM, "a", usual(100)).statusCode(404);
    given().delete("/api/jobs/" + job).then().statusCode(204);
  }

  @Test
  void theFutureTeachesNothing() {
    long later = System.currentTimeMillis() + 600_000;
    Api.json("{\"from\":%d,\"to\":%d}".formatted(later, later + MINUTE))
        .post("/api/detectors/" + Api.detector(SOURCE) + "/train")
        .then()
        .statusCode(400)
        .body("violations[0].field", equalTo("from"));
  }

  @Test
  void aSourceOfThePresentHasNoHistory() {
    String name = "scrape-" + UUID.randomUUID();
    Api.json(
            "{\"kind\":\"openmetrics\",\"url\":\"http://x\",\"reachable\":true,\"latency_ms\":1,"
                + "\"last_error\":null,\"checked_at\":\"2026-01-02T00:00:00Z\"}")
        .put("/internal/v1/sources/" + name)
        .then()
        .statusCode(204);
    String detector =
        Api.detector(",\"source\":{\"name\":\"%s\",\"query\":\"up\"}".formatted(name));
    Api.json("{\"from\":%d,\"to\":%d}".formatted(FROM, FROM + MINUTE))
        .post("/api/detectors/" + detector + "/train")
        .then()
        .statusCode(422)
        .body("type", endsWith(":no-history"));
  }

  @Test
  void aDetectorWithoutSourceHasNoHistory() {
    String detector = Api.detector("");
    Api.json("{\"from\":%d,\"to\":%d}".formatted(FROM, FROM + MINUTE))
        .post("/api/detectors/" + detector + "/train")
        .then()
        .statusCode(422)
        .contentType("application/problem+json");
  }
}
