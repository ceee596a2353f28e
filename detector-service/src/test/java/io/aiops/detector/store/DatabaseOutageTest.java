package io.aiops.detector.store;

import java.sql.SQLException;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.aiops.detector.api.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** PostgreSQL goes away or takes no writes for a while: it says so, and goes on by itself. */
@QuarkusTest
@TestProfile(PostgresProfile.class)
class DatabaseOutageTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  /** What the readiness says, which is up all the same. */
  private static String ready() {
    return given().get("/q/health/ready").then().statusCode(200).extract().asString();
  }

  @Test
  void anOutageIsReportedAndWorkGoesOnAfterIt() {
    String id = Api.trainedDetector("");
    Api.detect(id, "{\"value\":12}").statusCode(200);
    TestPostgres server = PostgresProfile.server();
    server.kill();
    try {
      await().atMost(SOON).until(() -> ready().contains("\"error\""));
      String why = ready();
      assertFalse(why.contains("password"), why);
      given()
          .get("/api/detectors/" + id + "/health")
          .then()
          .body("health", equalTo("unhealthy"))
          .body("reasons.code", hasItem("storage"));
      Api.detect(id, "{\"value\":85.5}")
          .statusCode(503)
          .header("Retry-After", equalTo("1"))
          .body("type", endsWith(":storage-unavailable"));
      given().get("/api/detectors").then().statusCode(503);
      given().get("/q/health/live").then().statusCode(200);
    } finally {
      server.restart();
    }
    assertWorksAgain(id);
  }

  /** As a primary does that was made a standby, or one whose disk is nearly full. */
  @Test
  void whileTheDatabaseTakesNoWritesReadsGoOnAndNothingIsAnsweredThatIsNotStored()
      throws SQLException {
    String id = Api.trainedDetector("");
    Api.detect(id, "{\"value\":12}").statusCode(200);
    Saboteur.readOnly(true);
    try {
      Api.detect(id, "{\"value\":85.5}")
          .statusCode(503)
          .header("Retry-After", equalTo("1"))
          .body("type", endsWith(":storage-unavailable"))
          .body("detail", containsString("read-only"));
      await().atMost(SOON).until(() -> ready().contains("\"error\""));
      given()
          .get("/api/detectors/" + id + "/health")
          .then()
          .body("health", equalTo("unhealthy"))
          .body("reasons.code", hasItem("storage"));
      given().get("/api/detectors/" + id).then().statusCode(200);
      given().get("/api/anomalies?detector_id=" + id).then().body("pagination.total", equalTo(0));
      given().delete("/api/detectors/" + id).then().statusCode(503);
      given().get("/q/health/live").then().statusCode(200);
    } finally {
      Saboteur.readOnly(false);
    }
    assertWorksAgain(id);
  }

  private static void assertWorksAgain(String id) {
    await().atMost(SOON).until(() -> !ready().contains("\"error\""));
    given().get("/api/anomalies?detector_id=" + id).then().body("pagination.total", equalTo(0));
    Api.detect(id, "{\"value\":85.5}").statusCode(200).body("is_anomaly", equalTo(true));
    given().get("/api/anomalies?detector_id=" + id).then().body("pagination.total", equalTo(1));
  }
}
