package io.aiops.gateway.security;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.aiops.gateway.support.FakeServices;
import io.aiops.gateway.support.WsClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Without tokens nobody is asked, and whoever lets others in is told. */
@QuarkusTest
@TestProfile(OpenDoorTest.ToAll.class)
@QuarkusTestResource(value = FakeServices.class, restrictToAnnotatedClass = true)
class OpenDoorTest {

  private static final Path LOG = Path.of("target", "open-door.log");

  public static class ToAll implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.http.host", "0.0.0.0",
          "quarkus.log.file.enabled", "true",
          "quarkus.log.file.path", LOG.toString());
    }
  }

  @Test
  void everybodyMayCallAndSubscribe() {
    given().post("/api/detectors").then().statusCode(200);
    given().header("Authorization", "Bearer x").get("/api/events").then().statusCode(200);
    URI url = URI.create("ws://127.0.0.1:" + RestAssured.port + "/api/ws");
    try (WsClient client = new WsClient(url)) {
      client.subscribe("anomalies");
    }
  }

  @Test
  void nobodyIsAskedToSignIn() {
    given()
        .get("/api/session")
        .then()
        .statusCode(200)
        .body("authenticated", equalTo(false))
        .body("required", equalTo(false))
        .body("role", nullValue());
    given()
        .contentType("application/json")
        .body(Map.of("token", "x"))
        .post("/api/session")
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:aiops:problem:authentication-off"));
  }

  @Test
  void thatOthersMayCallIsSaidOnce() throws IOException {
    String log = Files.readString(LOG);
    String line = "The API listens on 0.0.0.0 without authentication";
    assertTrue(log.contains(line) && log.indexOf(line) == log.lastIndexOf(line), log);
  }
}
