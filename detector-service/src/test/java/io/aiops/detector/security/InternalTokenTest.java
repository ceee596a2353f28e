package io.aiops.detector.security;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@TestProfile(InternalTokenTest.WithToken.class)
class InternalTokenTest {

  public static final class WithToken implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("aiops.internal-token", "open sesame", "aiops.data-dir", "target/token-data");
    }
  }

  @Test
  void callsBetweenServicesNeedTheToken() {
    given()
        .contentType("application/json")
        .body("{\"worker\":\"w\"}")
        .post("/internal/v1/pulls/lease")
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:aiops:problem:unauthorized"));
    given()
        .header("Authorization", "Bearer open sesam")
        .contentType("application/json")
        .body("{\"worker\":\"w\"}")
        .post("/internal/v1/pulls/lease")
        .then()
        .statusCode(401);
    given()
        .header("Authorization", "Bearer open sesame")
        .contentType("application/json")
        .body("{\"worker\":\"w\"}")
        .post("/internal/v1/pulls/lease")
        .then()
        .statusCode(200);
  }

  @Test
  void publicCallsNeedNoToken() {
    given().get("/api/detectors").then().statusCode(200);
  }
}
