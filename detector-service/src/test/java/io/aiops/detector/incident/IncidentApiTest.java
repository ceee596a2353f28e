package io.aiops.detector.incident;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.aiops.detector.api.Api;
import io.aiops.detector.event.CallbackServer;
import io.quarkus.test.junit.QuarkusTest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

@QuarkusTest
class IncidentApiTest {

  @Inject Correlator correlator;

  private final String service = UUID.randomUUID().toString();

  /** A detector whose only series has just left its usual range. */
  private String alarmed() {
    String id = Api.trainedDetector(",\"labels\":{\"service\":\"" + service + "\"}");
    Api.detect(id, "{\"value\":85.5}").statusCode(200).body("is_anomaly", equalTo(true));
    return id;
  }

  private String incident() {
    return given()
        .get("/api/incidents?q=" + service)
        .then()
        .statusCode(200)
        .body("incidents", hasSize(1))
        .body("pagination.total", equalTo(1))
        .extract()
        .path("incidents[0].id");
  }

  @Test
  void detectorsThatAlarmTogetherMakeAnIncident() throws IOException {
    try (CallbackServer callback = new CallbackServer(0)) {
      Api.json("{\"callback_url\":\"" + callback.url() + "\"}")
          .put("/internal/v1/subscribers/incidents")
          .then()
          .statusCode(200);
      String first = alarmed();
      String second = alarmed();
      correlator.round();
      correlator.round();
      String id = incident();
      given()
          .get("/api/incidents/" + id)
          .then()
          .statusCode(200)
          .body("id", startsWith("incident_"))
          .body("state", equalTo("open"))
          .body("severity", equalTo("critical"))
          .body("ended_at", nullValue())
          .body("labels.service", equalTo(service))
          .body("members", hasSize(2))
          .body("anomalies[0].detector_id", equalTo(first))
          .body("anomalies[0].incident_id", equalTo(id))
          .body("anomalies[1].detector_id", equalTo(second))
          .body("probable_cause[0].rank", equalTo(1))
          .body("probable_cause[0].why", containsString("critical"))
          .body("timeline[0].kind", equalTo("started"))
          .body("timeline.size()", greaterThanOrEqualTo(2))
          .body("acknowledged", equalTo(false))
          .body("version", equalTo(1));
      given()
          .get("/api/anomalies?detector_id=" + second)
          .then()
          .body("anomalies[0].incident_id", equalTo(id));
      for (int i = 0; i < 2; i++) {
        given()
            .post("/api/incidents/" + id + "/acknowledge")
            .then()
            .statusCode(200)
            .body("acknowledged", equalTo(true))
            .body("version", equalTo(2));
      }
      given().delete("/api/detectors/" + first).then().statusCode(204);
      given().delete("/api/detectors/" + second).then().statusCode(204);
      correlator.round();
      given().get("/api/incidents/" + id).then().statusCode(404);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> callback.types().contains("incident_resolved"));
      assertEquals(
          List.of("incident_opened", "incident_updated", "incident_resolved"),
          callback.types().stream().filter(type -> type.startsWith("incident_")).toList());
      given().delete("/internal/v1/subscribers/incidents").then().statusCode(204);
    }
  }

  @Test
  void oneAnomalyAloneIsNoIncident() {
    alarmed();
    correlator.round();
    given().get("/api/incidents?q=" + service).then().body("incidents", hasSize(0));
  }

  @Test
  void whatIsSuppressedMakesNoIncidentBeforeThatEnds() {
    String suppression =
        Api.json("{\"name\":\"" + service + "\",\"matchers\":[\"service=" + service + "\"]}")
            .post("/api/suppressions")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    String first = alarmed();
    String second = alarmed();
    correlator.round();
    given().get("/api/incidents?q=" + service).then().body("incidents", hasSize(0));
    given().delete("/api/suppressions/" + suppression).then().statusCode(204);
    Api.detect(first, "{\"value\":85.5}").statusCode(200);
    correlator.round();
    given().get("/api/incidents?q=" + service).then().body("incidents", hasSize(0));
    Api.detect(second, "{\"value\":85.5}").statusCode(200);
    correlator.round();
    given().get("/api/incidents/" + incident()).then().body("members", hasSize(2));
  }

  @Test
  void wrongParametersAreRefusedByName() {
    given()
        .get("/api/incidents?state=x&severity=y&from=z&sort=w")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("violations.field", equalTo(List.of("severity", "state", "from", "sort")));
    given().get("/api/incidents?limit=0").then().statusCode(400);
    given().get("/api/incidents/incident_x").then().statusCode(404);
    given().post("/api/incidents/incident_x/acknowledge").then().statusCode(404);
  }
}
