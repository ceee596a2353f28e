package io.aiops.gateway.dashboard;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.aiops.gateway.FreePorts;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
@TestProfile(FreePorts.class)
class DashboardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/detectors",
        "/detectors/new",
        "/detectors/detector_1",
        "/detectors/detector_1/edit",
        "/anomalies",
        "/anomalies/anomaly_1",
        "/incidents",
        "/incidents/incident_1",
        "/logs",
        "/sources",
        "/webhooks",
        "/suppressions",
        "/settings"
      })
  void everyRouteOpensTheApplication(String path) {
    given()
        .get(path)
        .then()
        .statusCode(200)
        .contentType(containsString("text/html"))
        .header("Cache-Control", "no-cache")
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
        .body(containsString("<div id=\"root\">"));
  }

  @Test
  void assetsWithAHashStayInTheCache() {
    String page = given().get("/").asString();
    Matcher script = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"").matcher(page);
    assertTrue(script.find(), page);
    given()
        .get(script.group(1))
        .then()
        .statusCode(200)
        .header("Cache-Control", containsString("immutable"));
  }

  @Test
  void assetsThatAreNotThereAreNotTheApplication() {
    given().get("/assets/none.js").then().statusCode(404);
    given().get("/detectors/none.js").then().statusCode(404);
    given().get("/nowhere").then().statusCode(404);
    given().get("/q/nowhere").then().statusCode(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/incident",
        "/incidentsx",
        "/incidents/incident_1.js",
        "/log",
        "/logs.txt",
        "/logs/none.css",
        "/api/logs",
        "/internal/incidents",
        "/q/logs"
      })
  void whatIsNoPageIsNeverTheApplication(String path) {
    given().get(path).then().statusCode(not(200)).body(not(containsString("<div id=\"root\">")));
  }

  @Test
  void thePublicDocumentHoldsWhatTheServicesOffer() {
    given()
        .header("Accept", "application/json")
        .get("/q/openapi?format=json")
        .then()
        .statusCode(200)
        .body("info.title", equalTo("AIOps anomaly detection"))
        .body("paths.'/api/events'.get.operationId", equalTo("listEvents"))
        .body("paths.'/api/detectors'.post.operationId", equalTo("createDetector"))
        .body("paths.'/api/incidents'.get.operationId", equalTo("listIncidents"))
        .body("paths.'/api/incidents/{id}'.get.operationId", equalTo("getIncident"))
        .body(
            "paths.'/api/incidents/{id}/acknowledge'.post.operationId",
            equalTo("acknowledgeIncident"))
        .body("paths.'/api/sources'.get.responses.'200'.description", containsString(""));
    given().get("/q/swagger-ui/").then().statusCode(200);
  }
}
