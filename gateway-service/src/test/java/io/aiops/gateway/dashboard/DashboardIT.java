package io.aiops.gateway.dashboard;

import org.junit.jupiter.api.Test;

import io.aiops.gateway.FreePorts;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** The same of the package or the executable, with nobody behind it. */
@QuarkusIntegrationTest
@TestProfile(FreePorts.class)
class DashboardIT extends DashboardTest {

  @Test
  void callsOfServicesThatAreAwayAreProblems() {
    given()
        .get("/api/detectors")
        .then()
        .statusCode(502)
        .contentType("application/problem+json")
        .header("Retry-After", "1")
        .body("type", equalTo("urn:aiops:problem:upstream-unreachable"))
        .body("detail", containsString("detector-service"));
    given().get("/api/sources").then().statusCode(502).body("detail", containsString("ingest"));
    given().get("/q/health/ready").then().statusCode(503).body("status", equalTo("DOWN"));
  }
}
