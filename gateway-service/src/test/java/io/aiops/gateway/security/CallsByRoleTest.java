package io.aiops.gateway.security;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.aiops.gateway.support.FakeServices;
import io.aiops.gateway.support.RawHttp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
@TestProfile(WithTokens.class)
@QuarkusTestResource(
    value = FakeServices.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "token", value = WithTokens.INTERNAL))
class CallsByRoleTest {

  private static RequestSpecification as(String token) {
    return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + token);
  }

  @ParameterizedTest
  @CsvSource({
    // method, path, nobody, viewer, operator
    "GET,/api/detectors,401,200,200",
    "HEAD,/api/detectors,401,200,200",
    "OPTIONS,/api/detectors,401,200,200",
    "GET,/api/sources/prometheus/query?query=up,401,200,200",
    "GET,/api/events,401,200,200",
    "GET,/api/unheard/of,401,200,200",
    "POST,/api/detectors,401,403,200",
    "PUT,/api/detectors/detector_1,401,403,200",
    "PATCH,/api/detectors/detector_1,401,403,200",
    "DELETE,/api/detectors/detector_1,401,403,200",
    "POST,/api/detectors/detector_1/start,401,403,200",
    "POST,/api/detectors/detector_1/train,401,403,200",
    "POST,/api/anomalies/a/feedback,401,403,200",
    "POST,/api/sources,401,403,200",
    "POST,/api/detectors/validate,401,200,200",
    "PUT,/api/detectors/validate,401,403,200",
    "POST,/api/detectors/validate/,401,403,200",
    "POST,/api/detectors/detector_1/detect,401,403,200",
    "POST,/api/detectors/detector_1/detect?dry_run=true,401,200,200",
    "POST,/api/detectors/detector_1/detect?dry_run=false,401,403,200",
    "POST,/api/detectors/detector_1/detect?dry_run=TRUE,401,403,200",
    "POST,/api/detectors/detector_1/detect?dry_run=true&dry_run=false,401,403,200",
    "POST,/api/detectors/a/../detector_1/train?dry_run=true,401,403,200",
    "POST,/api/detectors/x%2Fdetect?dry_run=true,401,403,200",
    "GET,/q/health/live,200,200,200",
    "GET,/q/metrics,200,200,200",
    "GET,/q/openapi,401,200,200",
    "GET,/q/swagger-ui/,401,200,200",
    "GET,/api/session,200,200,200",
    "GET,/,200,200,200",
    "GET,/detectors/detector_1,200,200,200",
    "GET,/settings,200,200,200",
    "GET,/detectors/a%20b,200,200,200",
    "GET,/internal/v1/pulls/lease,404,404,404"
  })
  void everyKindOfCallNeedsItsRole(
      String method, String path, int nobody, int viewer, int operator) {
    given().urlEncodingEnabled(false).request(method, path).then().statusCode(nobody);
    as(WithTokens.VIEWER).request(method, path).then().statusCode(viewer);
    as(WithTokens.OPERATOR).request(method, path).then().statusCode(operator);
  }

  @Test
  void tokensOfFileEnvironmentAndDigestAreTaken() {
    as(WithTokens.ENVIRONMENT).get("/api/detectors").then().statusCode(200);
    as(WithTokens.ENVIRONMENT + "2").get("/api/detectors").then().statusCode(200);
    as(WithTokens.HASHED).post("/api/detectors").then().statusCode(200);
    given()
        .header("Authorization", "bearer " + WithTokens.VIEWER)
        .get("/api/detectors")
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer " + WithTokens.VIEWER + "x",
        "Bearer " + WithTokens.VIEWER + "," + WithTokens.OPERATOR,
        "Bearer " + WithTokens.INTERNAL,
        "Basic " + WithTokens.VIEWER,
        WithTokens.VIEWER
      })
  void whatIsNoTokenIsRefusedAsAProblem(String authorization) {
    given()
        .header("Authorization", authorization)
        .get("/api/detectors")
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", startsWith("Bearer realm=\"aiops\""))
        .header("Cache-Control", "no-store")
        .body("type", equalTo("urn:aiops:problem:unauthorized"))
        .body("status", equalTo(401))
        .body("instance", equalTo("/api/detectors"));
  }

  @Test
  void theDigestOfATokenIsNoToken() {
    String digest = WithTokens.lines().split("sha256:", -1)[1].strip();
    as(digest).get("/api/detectors").then().statusCode(401);
    as("sha256:" + digest).get("/api/detectors").then().statusCode(401);
  }

  @Test
  void aViewerIsToldWhyItMayNot() {
    as(WithTokens.VIEWER)
        .post("/api/detectors")
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:aiops:problem:forbidden"))
        .body("detail", equalTo("ana is a viewer; this call needs an operator."));
  }

  @Test
  void aTokenInTheAddressIsNone() {
    for (String name : List.of("token", "access_token", "authorization")) {
      given().get("/api/detectors?" + name + "=" + WithTokens.OPERATOR).then().statusCode(401);
    }
  }

  @Test
  void theServicesBehindSeeNoCredentials() {
    given()
        .header("Authorization", "Bearer " + WithTokens.VIEWER)
        .header("Cookie", "aiops_session=x; other=y")
        .header("If-Match", "\"3\"")
        .get("/api/detectors")
        .then()
        .statusCode(200)
        .body("headers.authorization", nullValue())
        .body("headers.cookie", nullValue())
        .body("headers.if-match", equalTo("\"3\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api;a=b/events",
        "/;a=b/api/events",
        "/api/events;a=b",
        "//api/events",
        "/%61pi/events",
        "/api%2fevents",
        "/x/../api/events",
        "/x/%2e%2e/api/events",
        "/API/events",
        "/assets/../api/detectors",
        "\\api\\events",
        "/api/./events",
        "/q/health/../openapi",
        "/q/health;/../openapi",
        "/q/metrics/../../api/detectors",
        "/detectors/..%2fapi/events",
        "/detectors/%2e%2e/api/events"
      })
  void noSpellingOfAPathGetsAroundTheGate(String path) throws IOException {
    String answer =
        RawHttp.send(
            RestAssured.port,
            "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    boolean ofTheDashboard = answer.contains("<div id=\"root\">");
    assertTrue(ofTheDashboard || !answer.startsWith("HTTP/1.1 200"), answer);
    assertFalse(answer.contains("epoch"), answer);
    assertFalse(answer.contains("openapi:"), answer);
  }

  @Test
  void aRefusedBodyIsNotReadAndAHugeOneEndsTheConnection() {
    given().body("x".repeat(1000)).post("/api/detectors").then().statusCode(401);
    given()
        .body("x".repeat(100_000))
        .post("/api/detectors")
        .then()
        .statusCode(401)
        .header("Connection", "close");
  }

  @Test
  void theCallbackKeepsItsOwnToken() {
    for (String token : List.of(WithTokens.OPERATOR, WithTokens.VIEWER)) {
      as(token)
          .contentType("application/cloudevents-batch+json")
          .body("[]")
          .post("/internal/v1/events")
          .then()
          .statusCode(401);
    }
    as(WithTokens.INTERNAL)
        .contentType("application/cloudevents-batch+json")
        .body("[]")
        .post("/internal/v1/events")
        .then()
        .statusCode(not(401));
  }

  @Test
  void theDocumentSaysHowToCall() {
    as(WithTokens.VIEWER)
        .get("/q/openapi?format=json")
        .then()
        .statusCode(200)
        .body("components.securitySchemes.token.scheme", equalTo("bearer"))
        .body("components.securitySchemes.session.in", equalTo("cookie"))
        .body("components.securitySchemes.session.name", equalTo("aiops_session"))
        .body("security.size()", equalTo(2))
        .body("paths.'/api/session'.post.operationId", equalTo("signIn"))
        .body("paths.'/api/session'.post.security.size()", equalTo(0))
        .body("paths.'/api/session'.get.operationId", equalTo("getSession"))
        .body("paths.'/api/session'.delete.operationId", equalTo("signOut"))
        .body(
            "paths.'/api/session'.post.responses.keySet()",
            equalTo(
                new LinkedHashSet<>(
                    List.of("200", "400", "401", "403", "409", "413", "415", "429"))))
        .body("paths.'/api/detectors'.post.responses.'401'.description", containsString("token"))
        .body("paths.'/api/detectors'.post.responses.'403'.description", containsString("operator"))
        .body("paths.'/api/detectors'.get.responses.'403'", nullValue())
        .body("paths.'/api/ws'.get.responses.'401'", nullValue())
        .body("components.schemas.Session.required", equalTo(List.of("authenticated", "required")));
  }

  @Test
  void noTokenAndNoCookieStandsInTheLog() throws IOException {
    as(WithTokens.OPERATOR).post("/api/detectors").then().statusCode(200);
    as(WithTokens.VIEWER).post("/api/detectors").then().statusCode(403);
    as("wrong-0123456789-0123456789-0123456789").get("/api/detectors").then().statusCode(401);
    String cookie =
        given()
            .contentType("application/json")
            .body(Map.of("token", WithTokens.VIEWER))
            .post("/api/session")
            .getCookie("aiops_session");
    given().cookie("aiops_session", cookie).get("/api/detectors").then().statusCode(200);
    String log = Files.readString(WithTokens.LOG);
    assertTrue(log.contains("The API asks for tokens: tokens=5 operators=2"), log);
    for (String secret :
        List.of(
            WithTokens.VIEWER,
            WithTokens.OPERATOR,
            WithTokens.HASHED,
            WithTokens.ENVIRONMENT,
            WithTokens.INTERNAL,
            "wrong-0123456789",
            cookie)) {
      assertEquals(-1, log.indexOf(secret), secret);
    }
  }
}
