package io.aiops.detector.api;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
class DetectorApiTest {

  @Test
  void aDetectorHasItsDefaults() {
    String name = UUID.randomUUID().toString();
    String id =
        Api.json("{\"name\":\"" + name + "\"}")
            .post("/api/detectors")
            .then()
            .statusCode(201)
            .header("Location", matchesPattern("/api/detectors/detector_\\d+"))
            .header("ETag", "\"1\"")
            .body("id", matchesPattern("detector_\\d+"))
            .body("name", equalTo(name))
            .body("description", equalTo(""))
            .body("model.type", equalTo("auto"))
            .body("model.parameters.size()", equalTo(0))
            .body("source", nullValue())
            .body("interval", equalTo("1m"))
            .body("delay", equalTo("0s"))
            .body("alert_budget_per_week", equalTo(1.0f))
            .body("direction", equalTo("both"))
            .body("min_deviation.absolute", nullValue())
            .body("consecutive_points", equalTo(1))
            .body("missing", equalTo("ignore"))
            .body("retrain.every", equalTo("1d"))
            .body("retrain.on_drift", equalTo(true))
            .body("status", equalTo("created"))
            .body("version", equalTo(1))
            .body(
                "created_at", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"))
            .extract()
            .path("id");
    given().get("/api/detectors/" + id).then().statusCode(200).header("ETag", "\"1\"");
  }

  @Test
  void whatGetGaveCanBeSentBack() {
    String id = Api.detector(",\"labels\":{\"team\":\"a\"},\"interval\":\"90s\"");
    String body = given().get("/api/detectors/" + id).asString();
    Api.json(body)
        .put("/api/detectors/" + id)
        .then()
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("interval", equalTo("1m30s"))
        .body("labels.team", equalTo("a"))
        .body("version", equalTo(2))
        .body("state_reset", equalTo(false));
  }

  @Test
  void putReplacesAndOmittedFieldsTakeTheirDefaults() {
    String id = Api.detector(",\"labels\":{\"team\":\"a\"},\"direction\":\"above\"");
    Api.json("{\"name\":\"" + UUID.randomUUID() + "\",\"interval\":\"10s\"}")
        .put("/api/detectors/" + id)
        .then()
        .statusCode(200)
        .body("labels.size()", equalTo(0))
        .body("direction", equalTo("both"))
        .body("state_reset", equalTo(true));
  }

  @Test
  void onlyWhatTheStateRestsOnResetsIt() {
    String id = Api.trainedDetector("");
    String name = given().get("/api/detectors/" + id).path("name");
    Api.json("{\"name\":\"" + name + "\",\"alert_budget_per_week\":5,\"direction\":\"above\"}")
        .put("/api/detectors/" + id)
        .then()
        .body("state_reset", equalTo(false));
    given().get("/api/detectors/" + id + "/status").then().body("phase", equalTo("ready"));
    Api.json("{\"name\":\"" + name + "\",\"model\":{\"type\":\"seasonal\"}}")
        .put("/api/detectors/" + id)
        .then()
        .body("state_reset", equalTo(true));
    given()
        .get("/api/detectors/" + id + "/status")
        .then()
        .body("phase", equalTo("warming_up"))
        .body("entities", equalTo(0));
  }

  @Test
  void aChangeOnTopOfAnUnseenChangeIsRefused() {
    String id = Api.detector("");
    String name = given().get("/api/detectors/" + id).path("name");
    String body = "{\"name\":\"" + name + "\",\"description\":\"new\"}";
    Api.json(body).header("If-Match", "\"1\"").put("/api/detectors/" + id).then().statusCode(200);
    Api.json(body)
        .header("If-Match", "\"1\"")
        .put("/api/detectors/" + id)
        .then()
        .statusCode(412)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:aiops:problem:precondition-failed"));
    Api.json(body)
        .header("If-Match", "\"9\", \"2\"")
        .put("/api/detectors/" + id)
        .then()
        .statusCode(200)
        .body("version", equalTo(3));
  }

  @Test
  void namesAreUnique() {
    String id = Api.detector("");
    String name = given().get("/api/detectors/" + id).path("name");
    Api.json("{\"name\":\"" + name + "\"}")
        .post("/api/detectors")
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:aiops:problem:name-taken"));
    Api.json("{\"name\":\"" + name + "\"}")
        .put("/api/detectors/" + Api.detector(""))
        .then()
        .statusCode(409);
  }

  @Test
  void startAndStopAreIdempotent() {
    String id = Api.detector("");
    for (int i = 0; i < 2; i++) {
      given()
          .post("/api/detectors/" + id + "/start")
          .then()
          .statusCode(200)
          .body("status", equalTo("running"))
          .body("version", equalTo(2));
    }
    for (int i = 0; i < 2; i++) {
      given()
          .post("/api/detectors/" + id + "/stop")
          .then()
          .statusCode(200)
          .body("status", equalTo("stopped"))
          .body("version", equalTo(3));
    }
  }

  @Test
  void listsArePagedFilteredAndSorted() {
    String label = "run:" + UUID.randomUUID();
    String value = label.substring(4);
    for (String name : List.of("bravo", "alpha", "charlie 100%")) {
      Api.json(
              "{\"name\":\""
                  + name
                  + " "
                  + value
                  + "\",\"model\":{\"type\":\"statistical\"},\"labels\":{\"run\":\""
                  + value
                  + "\"}}")
          .post("/api/detectors")
          .then()
          .statusCode(201);
    }
    given()
        .get("/api/detectors?label=" + label + "&sort=name&limit=2&page=2&model=statistical")
        .then()
        .statusCode(200)
        .body("detectors.size()", equalTo(1))
        .body("detectors[0].name", equalTo("charlie 100% " + value))
        .body("pagination.page", equalTo(2))
        .body("pagination.limit", equalTo(2))
        .body("pagination.total", equalTo(3))
        .body("pagination.pages", equalTo(2));
    given()
        .get("/api/detectors?label=" + label + "&sort=-name")
        .then()
        .body(
            "detectors.name",
            contains("charlie 100% " + value, "bravo " + value, "alpha " + value));
    given()
        .queryParam("q", "100% " + value.substring(0, 8))
        .get("/api/detectors")
        .then()
        .body("detectors.size()", equalTo(1));
    given()
        .get("/api/detectors?label=" + label + "&q=BRAVO&status=created")
        .then()
        .body("detectors.size()", equalTo(1));
    given()
        .get("/api/detectors?label=" + label + "&status=running")
        .then()
        .body("detectors.size()", equalTo(0));
  }

  @Test
  void aDeletedDetectorIsGoneWithItsAnomalies() {
    String id = Api.trainedDetector("");
    Api.detect(id, "{\"value\":85.5}").body("is_anomaly", equalTo(true));
    String anomaly = given().get("/api/anomalies?detector_id=" + id).path("anomalies[0].id");
    given().delete("/api/detectors/" + id).then().statusCode(204);
    given().get("/api/detectors/" + id).then().statusCode(404);
    given().get("/api/detectors/" + id + "/status").then().statusCode(404);
    Api.detect(id, "{\"value\":1}").statusCode(404);
    given().get("/api/anomalies/" + anomaly).then().statusCode(404);
    given().delete("/api/detectors/" + id).then().statusCode(404);
  }

  @Test
  void validateSaysWhatIsWrongAndWhatItCosts() {
    Api.json("{\"name\":\"" + UUID.randomUUID() + "\",\"interval\":\"30s\"}")
        .post("/api/detectors/validate")
        .then()
        .statusCode(200)
        .body("valid", equalTo(true))
        .body("errors.size()", equalTo(0))
        .body("estimate.entities", equalTo(1))
        .body("estimate.points_per_day", equalTo(2880))
        .body("estimate.memory_bytes", greaterThan(1000));
    Api.json("{\"interval\":\"0s\",\"modell\":{}}")
        .post("/api/detectors/validate")
        .then()
        .statusCode(200)
        .body("valid", equalTo(false))
        .body("errors.field", contains("name", "interval", "modell"))
        .body("estimate", nullValue());
  }

  @Test
  void statusAndHealthOfAFreshDetector() {
    String id = Api.detector("");
    given()
        .get("/api/detectors/" + id + "/status")
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .body("status", equalTo("created"))
        .body("phase", equalTo("warming_up"))
        .body("progress.percent", equalTo(0.0f))
        .body("started_at", nullValue())
        .body("last_point_at", nullValue())
        .body("lag_seconds", nullValue())
        .body("entities", equalTo(0))
        .body("points_processed", equalTo(0))
        .body("anomalies_detected", equalTo(0))
        .body("model.type", equalTo("auto"));
    given()
        .get("/api/detectors/" + id + "/health")
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .body("health", equalTo("healthy"))
        .body("reasons.size()", equalTo(0))
        .body("checked_at", notNullValue());
  }
}
