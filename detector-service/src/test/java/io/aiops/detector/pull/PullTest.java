package io.aiops.detector.pull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.aiops.detector.api.Api;
import io.aiops.detector.api.MovableClock;
import io.aiops.detector.scoring.Checkpoints;
import io.aiops.detector.scoring.Engine;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;

import static io.aiops.detector.pull.Worker.series;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The contract with ingest-service: leases, positions, and what becomes of batches. */
@QuarkusTest
class PullTest {

  private static final long MINUTE = 60_000;
  private static final long DAY = 1440 * MINUTE;
  private static final String SOURCE =
      ",\"source\":{\"name\":\"prometheus\",\"query\":\"up\"},\"interval\":\"1m\"";

  @Inject Engine engine;
  @Inject Checkpoints checkpoints;

  private final MovableClock clock = new MovableClock();
  private final Worker worker = new Worker(UUID.randomUUID().toString());
  private String id;

  @BeforeEach
  void start() {
    QuarkusMock.installMockForType(clock, Clock.class);
    id = running("");
  }

  @AfterEach
  void delete() {
    given().delete("/api/detectors/" + id);
  }

  private static String running(String more) {
    String id = Api.detector(SOURCE + more);
    given().post("/api/detectors/" + id + "/start").then().statusCode(200);
    return id;
  }

  private static double[] usual(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = 10 + (i * 7) % 5;
    }
    return values;
  }

  /** Sends usual points up to the present, so that the next ones are live. */
  private Worker.Lease warmUp(String detector) {
    Worker.Lease lease = worker.lease(detector);
    long start = lease.position() + DAY - 60 * MINUTE;
    lease.send(lease.position(), start).statusCode(200);
    lease.send(start, "a", usual(60)).statusCode(200);
    return worker.lease(detector);
  }

  private void assertADayAgo(Worker.Lease lease) {
    long ago = clock.millis() - lease.position();
    assertTrue(ago >= DAY && ago < DAY + 2 * MINUTE, ago + " ms ago");
  }

  private static int points(String id) {
    return given().get("/api/detectors/" + id + "/status").path("points_processed");
  }

  private static int anomalies(String id) {
    return given().get("/api/anomalies?detector_id=" + id).path("pagination.total");
  }

  @Test
  void aFirstStartAsksForADayOfHistory() {
    Worker.Lease lease = worker.lease(id);
    Instant now = clock.instant();
    assertEquals(0, lease.position() % MINUTE);
    assertADayAgo(lease);
    assertEquals("prometheus", lease.fields().get("source"));
    assertEquals("up", lease.fields().get("query"));
    assertEquals("metric", lease.fields().get("kind"));
    assertEquals("1m", lease.fields().get("interval"));
    assertEquals("30s", lease.fields().get("delay"));
    assertEquals(null, lease.fields().get("to"));
    assertTrue(Instant.parse((String) lease.fields().get("expires_at")).isAfter(now));
  }

  @Test
  void eachBatchMovesThePositionAndCountsItsPointsOnce() {
    Worker.Lease lease = worker.lease(id);
    long from = lease.position();
    long to = from + 5 * MINUTE;
    lease
        .send(from, "a", usual(5))
        .statusCode(200)
        .body("accepted", equalTo(5))
        .body("late", equalTo(0))
        .body("position", equalTo(Instant.ofEpochMilli(to).toString().replace("Z", ".000Z")));
    lease.send(from, "a", usual(5)).body("accepted", equalTo(0)).body("late", equalTo(5));
    lease.send(from, "a", usual(7)).body("accepted", equalTo(2)).body("late", equalTo(5));
    assertEquals(7, points(id));
    assertEquals(from + 7 * MINUTE, worker.lease(id).position());
  }

  @Test
  void anEmptyBatchMovesThePositionToo() {
    Worker.Lease lease = worker.lease(id);
    lease.send(lease.position(), lease.position() + DAY).statusCode(200);
    assertEquals(lease.position() + DAY, worker.lease(id).position());
    assertEquals(0, points(id));
  }

  @Test
  void aGapIsRefusedWithThePosition() {
    Worker.Lease lease = worker.lease(id);
    lease
        .send(lease.position() + MINUTE, "a", usual(3))
        .statusCode(409)
        .contentType("application/problem+json")
        .body("type", endsWith(":gap"))
        .body(
            "position",
            startsWith(Instant.ofEpochMilli(lease.position()).toString().substring(0, 19)));
    assertEquals(0, points(id));
  }

  @Test
  void aRenewalKeepsTheTokenAndAnExpiredLeaseGoesToAnotherWorker() {
    Worker.Lease first = worker.lease(id);
    clock.forward(Duration.ofSeconds(10));
    assertEquals(first.token(), worker.lease(id).token());
    Worker other = new Worker("other-" + id);
    assertFalse(other.holds(id));
    clock.forward(Duration.ofSeconds(16));
    first
        .send(first.position(), "a", usual(3))
        .statusCode(409)
        .body("type", endsWith(":stale-token"));
    Worker.Lease second = other.lease(id);
    assertTrue(second.token() > first.token());
    first
        .send(first.position(), "a", usual(3))
        .statusCode(409)
        .body("type", endsWith(":stale-token"));
    first.fail("timeout", "late").statusCode(409);
    second.send(second.position(), "a", usual(3)).statusCode(200);
    assertFalse(worker.holds(id));
    assertEquals(3, points(id));
  }

  @Test
  void aWorkerGetsNoMoreThanItAskedFor() {
    String another = running("");
    assertEquals(1, new Worker("modest-" + id).leases(1).size());
    assertTrue(new Worker("greedy-" + id).leases(100_000).size() >= 1);
    given().delete("/api/detectors/" + another);
  }

  @Test
  void aStoppedDetectorGivesNoLeaseAndGoesOnWhereItStood() {
    Worker.Lease lease = worker.lease(id);
    lease.send(lease.position(), "a", usual(30)).statusCode(200);
    given().post("/api/detectors/" + id + "/stop").then().statusCode(200);
    lease.send(lease.position(), "a", usual(40)).statusCode(409);
    assertFalse(worker.holds(id));
    given().post("/api/detectors/" + id + "/start").then().statusCode(200);
    assertEquals(lease.position() + 30 * MINUTE, worker.lease(id).position());
    assertEquals(30, points(id));
  }

  @Test
  void aDetectorThatWasStoppedForDaysResumesADayBack() {
    Worker.Lease lease = worker.lease(id);
    lease.send(lease.position(), "a", usual(30)).statusCode(200);
    given().post("/api/detectors/" + id + "/stop").then().statusCode(200);
    clock.forward(Duration.ofDays(5));
    given().post("/api/detectors/" + id + "/start").then().statusCode(200);
    assertADayAgo(worker.lease(id));
  }

  @Test
  void historyTeachesQuietlyAndThePresentAlarms() {
    Worker.Lease lease = worker.lease(id);
    double[] history = usual(1441);
    history[60] = 400;
    lease.send(lease.position(), "a", history).statusCode(200);
    assertEquals(0, anomalies(id));
    lease = worker.lease(id);
    lease.send(lease.position(), "a", 500).statusCode(200);
    given()
        .get("/api/anomalies?detector_id=" + id)
        .then()
        .body("anomalies.size()", equalTo(1))
        .body("anomalies[0].value", equalTo(500f))
        .body("anomalies[0].entity.pod", equalTo("a"));
  }

  @Test
  void aChangedQueryStartsAnewAndEndsTheLease() {
    Worker.Lease lease = worker.lease(id);
    lease.send(lease.position(), "a", usual(30)).statusCode(200);
    String name = given().get("/api/detectors/" + id).path("name");
    Api.json("{\"name\":\"" + name + "\"" + SOURCE.replace("up", "down") + "}")
        .put("/api/detectors/" + id)
        .then()
        .statusCode(200)
        .body("state_reset", equalTo(true));
    lease.send(lease.position() + 30 * MINUTE, "a", usual(3)).statusCode(409);
    Worker.Lease again = worker.lease(id);
    assertEquals("down", again.fields().get("query"));
    assertTrue(again.token() > lease.token());
    assertADayAgo(again);
    assertEquals(0, points(id));
  }

  @Test
  void aSeriesThatVanishesIsAnAbsenceWhereTheDetectorSaysSo() {
    String strict = running(",\"missing\":\"anomaly\"");
    Worker.Lease lease = warmUp(strict);
    long position = lease.position() + 2 * MINUTE;
    lease.send(lease.position(), position, series(lease.position(), "a", 12, 11)).statusCode(200);
    lease.send(position, position + 2 * MINUTE).statusCode(200);
    given()
        .get("/api/anomalies?detector_id=" + strict)
        .then()
        .body("anomalies.size()", equalTo(1))
        .body("anomalies[0].class", equalTo("absence"))
        .body("anomalies[0].value", nullValue());
    given().delete("/api/detectors/" + strict);
  }

  @ParameterizedTest
  @CsvSource({"anomaly,1440", "ignore,0"})
  void whatIsOpenOfASeriesEndsADayAfterItsLastPoint(String missing, int filled) {
    String strict = running(",\"missing\":\"" + missing + "\"");
    Worker.Lease lease = warmUp(strict);
    long last = lease.position() + MINUTE;
    lease.send(lease.position(), "a", 900).statusCode(200);
    assertEquals(61, points(strict));
    clock.forward(Duration.ofDays(3));
    lease = worker.lease(strict);
    lease.send(last, last + DAY - MINUTE).statusCode(200);
    assertOpen(strict, 1);
    lease.send(last + DAY - MINUTE, last + 2 * DAY).statusCode(200);
    assertOpen(strict, 0);
    assertEquals(Math.max(61, 61 + filled - 1), points(strict));
    given().delete("/api/detectors/" + strict);
  }

  @Test
  void aSeriesThatIsGoneForTwoWeeksIsForgottenAndWarmsUpAnewWhenItComesBack() {
    Worker.Lease lease = warmUp(id);
    long position = lease.position();
    clock.forward(Duration.ofDays(16));
    lease = worker.lease(id);
    lease.send(position, position + 13 * DAY).statusCode(200);
    lease.send(position + 13 * DAY, position + 14 * DAY).statusCode(200);
    assertEntities(1, "ready");
    lease.send(position + 14 * DAY, position + 15 * DAY).statusCode(200);
    given().get("/api/detectors/" + id + "/entities").then().body("entities.size()", equalTo(0));
    lease.send(position + 15 * DAY, "a", usual(5)).statusCode(200);
    assertEntities(1, "warming_up");
    checkpoints.save(true);
    engine.load();
    assertEntities(1, "warming_up");
  }

  @Test
  void whatIsOpenEndsAlsoWhereOneBatchReachesOverTwoWeeksOfSilence() {
    Worker.Lease lease = warmUp(id);
    long last = lease.position() + MINUTE;
    lease.send(lease.position(), "a", 900).statusCode(200);
    assertOpen(id, 1);
    clock.forward(Duration.ofDays(16));
    lease = worker.lease(id);
    long end = last + 15 * DAY;
    lease.send(last, end, series(end - 5 * MINUTE, "a", usual(5))).statusCode(200);
    assertOpen(id, 0);
  }

  private void assertEntities(int count, String phase) {
    given()
        .get("/api/detectors/" + id + "/entities")
        .then()
        .body("entities.size()", equalTo(count))
        .body("entities[0].phase", equalTo(phase));
  }

  private static void assertOpen(String detector, int count) {
    given()
        .get("/api/anomalies?state=open&detector_id=" + detector)
        .then()
        .body("pagination.total", equalTo(count));
  }

  @Test
  void aHindranceShowsInHealthUntilPointsComeAgain() {
    Worker.Lease lease = worker.lease(id);
    lease.fail("source_unreachable", "connection refused").statusCode(204);
    given()
        .get("/api/detectors/" + id + "/health")
        .then()
        .body("health", equalTo("unhealthy"))
        .body("reasons[0].code", equalTo("source_unreachable"))
        .body("reasons[0].message", equalTo("connection refused"));
    worker.lease(id).send(lease.position(), "a", usual(3)).statusCode(200);
    given().get("/api/detectors/" + id + "/health").then().body("health", equalTo("healthy"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|from",
        "[]|body",
        "{\"from\":1767323040000}|from",
        "{\"from\":1767323100000,\"to\":1767323040000}|from",
        "{\"from\":0,\"to\":1767323040000}|from",
        "{\"from\":\"yesterday\",\"to\":1000}|from",
        "{\"from\":1767323040000,\"to\":true}|to",
        "{\"from\":1767323040000,\"to\":1767323100000,\"extra\":1}|extra",
        "{\"from\":1767323040000,\"to\":1767323100000,\"series\":{}}|series",
        "{\"from\":1767323040000,\"to\":1767323100000,\"series\":[7]}|series[0]",
        "{\"from\":1767323040000,\"to\":1767323100000,\"series\":[{\"labels\":{\"a\":1}}]}|series[0].labels.a",
        "{\"from\":1767323040000,\"to\":1767323100000,\"series\":[{\"more\":1}]}|series[0].more",
        "{\"from\":1767323040000,\"to\":1767323100000,\"series\":[{\"timestamps\":[1],\"values\":[]}]}|series[0].values",
        "{\"from\":1767323040000,\"to\":1767323100000,\"series\":[{\"timestamps\":[1.5],\"values\":[1]}]}|series[0].timestamps[0]",
        "{\"from\":1767323040000,\"to\":1767323100000,\"series\":[{\"timestamps\":[2,2],\"values\":[1,1]}]}|series[0].timestamps[1]",
        "{\"from\":1767323040000,\"to\":1767323100000,\"series\":[{\"timestamps\":[1],\"values\":[\"NaN\"]}]}|series[0].values[0]",
        "{\"from\":1767323040000,\"to\":1767323100000,\"series\":[{\"timestamps\":[1767323100001],\"values\":[1]}]}|series",
        "{\"from\":1767323040000,\"to\":1767323100000,\"series\":[{\"timestamps\":[1767323040000],\"values\":[1]}]}|series"
      })
  void aBatchThatBreaksARuleIsRefusedByField(String body, String field) {
    Worker.Lease lease = worker.lease(id);
    given()
        .contentType("application/json")
        .header("Fencing-Token", lease.token())
        .body(body)
        .post("/internal/v1/pulls/" + id + "/observations")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("violations[0].field", equalTo(field));
    assertEquals(0, points(id));
    assertEquals(lease.position(), worker.lease(id).position());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"from\":1767323040000,\"to\":",
        "nonsense",
        "{\"from\":1767323040000,\"to\":1767323040001}}"
      })
  void aBatchThatIsNoJsonIsRefused(String body) {
    given()
        .contentType("application/json")
        .header("Fencing-Token", worker.lease(id).token())
        .body(body)
        .post("/internal/v1/pulls/" + id + "/observations")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("violations[0].field", equalTo("body"));
  }

  @Test
  void aLeaseNeedsAWorkerAndABatchATokenAndAPull() {
    for (String body : List.of("{}", "{\"worker\":\"\"}", "{\"worker\":\"w\",\"max\":-1}")) {
      Api.json(body).post("/internal/v1/pulls/lease").then().statusCode(400);
    }
    Api.json("{\"from\":1767323040000,\"to\":1767323040001}")
        .post("/internal/v1/pulls/" + id + "/observations")
        .then()
        .statusCode(400)
        .body("violations[0].field", containsString("Fencing-Token"));
    given()
        .contentType("application/json")
        .header("Fencing-Token", 1)
        .body("{\"from\":1767323040000,\"to\":1767323040001}")
        .post("/internal/v1/pulls/detector_0/observations")
        .then()
        .statusCode(404);
  }
}
