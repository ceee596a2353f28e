package io.aiops.detector.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.aiops.detector.api.Api;
import io.aiops.detector.pull.Worker;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.common.mapper.TypeRef;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What cannot be stored is not answered, and nothing of it is remembered. */
@QuarkusTest
class StorageFailureTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final long MINUTE = 60_000;
  private static final TypeRef<Map<String, Object>> MAP = new TypeRef<>() {};

  @AfterEach
  void repair() throws SQLException {
    Saboteur.freeTheDisk();
    await()
        .atMost(SOON)
        .until(() -> !given().get("/q/health/ready").asString().contains("\"error\""));
  }

  private static int points(String id) {
    return given().get("/api/detectors/" + id + "/status").path("points_processed");
  }

  @Test
  void aPushedAnomalyThatCannotBeStoredIsRefusedAndTakenLater() throws SQLException {
    String id = Api.trainedDetector("");
    Api.detect(id, "{\"value\":12}").statusCode(200);
    int before = points(id);
    Saboteur.fillTheDisk();
    Api.detect(id, "{\"value\":85.5}")
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", equalTo("1"))
        .body("type", endsWith(":storage-unavailable"))
        .body("detail", containsString("disk is full"));
    given().get("/api/anomalies?detector_id=" + id).then().body("pagination.total", equalTo(0));
    repair();
    Api.detect(id, "{\"value\":85.5}").statusCode(200).body("is_anomaly", equalTo(true));
    given().get("/api/anomalies?detector_id=" + id).then().body("pagination.total", equalTo(1));
    assertTrue(points(id) <= before + 1, "the refused point is not counted");
  }

  @Test
  void aBatchThatCannotBeStoredSendsThePullBackAndEveryPointCountsOnce() throws SQLException {
    String id =
        Api.detector(",\"source\":{\"name\":\"prometheus\",\"query\":\"up\"},\"interval\":\"1m\"");
    given().post("/api/detectors/" + id + "/start").then().statusCode(200);
    Worker worker = new Worker(UUID.randomUUID().toString());
    Worker.Lease lease = worker.lease(id);
    long start = lease.position();
    double[] history = new double[1441];
    for (int i = 0; i < history.length; i++) {
      history[i] = 10 + (i * 7) % 5;
    }
    lease.send(start, "a", history).statusCode(200);
    long now = start + history.length * MINUTE;
    Saboteur.fillTheDisk();
    lease.send(now, "a", 500, 510).statusCode(503).body("type", endsWith(":storage-unavailable"));
    repair();
    long position = worker.lease(id).position();
    assertTrue(position <= now);
    int back = (int) ((position - start) / MINUTE);
    double[] again = new double[history.length - back + 2];
    System.arraycopy(history, back, again, 0, history.length - back);
    again[again.length - 2] = 500;
    again[again.length - 1] = 510;
    worker.lease(id).send(position, "a", again).statusCode(200);
    assertEquals(history.length + 2, points(id));
    given().get("/api/anomalies?detector_id=" + id).then().body("pagination.total", equalTo(1));
  }

  @Test
  void anAnomalyWhoseEndCouldNotBeStoredEndsWithTheDefinitionThatItWasOf() throws SQLException {
    String id = Api.trainedDetector("");
    Api.detect(id, "{\"value\":85.5}").statusCode(200).body("is_anomaly", equalTo(true));
    Saboteur.keepAnomalies();
    await()
        .atMost(SOON)
        .until(() -> Api.detect(id, "{\"value\":12}").extract().statusCode() == 503);
    repair();
    String anomalies = "/api/anomalies?detector_id=" + id;
    given().get(anomalies).then().body("anomalies[0].state", equalTo("open"));
    Map<String, Object> detector = given().get("/api/detectors/" + id).as(MAP);
    Api.json(
            "{\"name\":\"%s\",\"model\":{\"type\":\"statistical\"}}"
                .formatted(detector.get("name")))
        .put("/api/detectors/" + id)
        .then()
        .statusCode(200);
    given().get(anomalies).then().body("anomalies[0].state", equalTo("resolved"));
  }

  @Test
  void healthSaysSoWhileNothingCanBeStored() throws SQLException {
    String id = Api.trainedDetector("");
    Saboteur.fillTheDisk();
    // Something else may be stored in between, for only some tables refuse.
    await().atMost(SOON).untilAsserted(() -> assertNothingIsStored(id));
    repair();
    given().get("/api/detectors/" + id + "/health").then().body("health", equalTo("healthy"));
  }

  private static void assertNothingIsStored(String id) {
    Api.detect(id, "{\"value\":85.5}").statusCode(503);
    given().get("/q/health/ready").then().statusCode(200).body(containsString("\"error\""));
    given().get("/q/health/live").then().statusCode(200);
    given()
        .get("/api/detectors/" + id + "/health")
        .then()
        .statusCode(200)
        .body("health", equalTo("unhealthy"))
        .body("reasons.code", hasItem("storage"));
    Api.detect(id, "{\"value\":12}").statusCode(503);
  }
}
