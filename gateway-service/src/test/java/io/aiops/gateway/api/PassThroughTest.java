package io.aiops.gateway.api;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.aiops.gateway.FreePorts;
import io.aiops.gateway.TestServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

@QuarkusTest
@TestProfile(FreePorts.class)
@SuppressWarnings("try") // servers only have to be there
class PassThroughTest {

  private static final int BIG = 900_000;

  @ConfigProperty(name = "aiops.detector-url")
  URI detectorUrl;

  @ConfigProperty(name = "aiops.ingest-url")
  URI ingestUrl;

  @Test
  void callsGoToTheServiceThatOwnsThem() throws IOException {
    try (TestServer detector =
            new TestServer(detectorUrl)
                .on("/api", e -> TestServer.answer(e, 200, "text/plain", "detector"));
        TestServer ingest =
            new TestServer(ingestUrl)
                .on("/api", e -> TestServer.answer(e, 200, "text/plain", "ingest"))) {
      given().get("/api/detectors").then().statusCode(200).body(equalTo("detector"));
      given().get("/api/anomalies/a").then().statusCode(200).body(equalTo("detector"));
      given().get("/api/sources").then().statusCode(200).body(equalTo("ingest"));
      given().get("/api/sources/a/query?query=up").then().body(equalTo("ingest"));
      given().get("/api/sourcesnot").then().body(equalTo("detector"));
      given().get("/api/sources/../detectors").then().body(equalTo("detector"));
    }
  }

  @Test
  void methodHeadersQueryStatusAndBodyArePassedThrough() throws IOException {
    try (TestServer detector =
        new TestServer(detectorUrl)
            .on(
                "/api/detectors/echo",
                e -> {
                  String seen =
                      e.getRequestMethod()
                          + " "
                          + e.getRequestURI()
                          + " "
                          + e.getRequestHeaders().getFirst("If-Match")
                          + " "
                          + new String(e.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                  e.getResponseHeaders().add("ETag", "\"7\"");
                  TestServer.answer(e, 412, "application/problem+json", seen);
                })) {
      given()
          .urlEncodingEnabled(false)
          .header("If-Match", "\"6\"")
          .contentType("application/json")
          .body("{\"a\":1}")
          .put("/api/detectors/echo?entity=%7Bpod%3D%22a%22%7D")
          .then()
          .statusCode(412)
          .contentType("application/problem+json")
          .header("ETag", "\"7\"")
          .body(equalTo("PUT /api/detectors/echo?entity=%7Bpod%3D%22a%22%7D \"6\" {\"a\":1}"));
    }
  }

  @Test
  void bigBodiesStreamBothWays() throws IOException {
    try (TestServer detector =
        new TestServer(detectorUrl)
            .on(
                "/api/detectors/big",
                e -> {
                  byte[] body = e.getRequestBody().readAllBytes();
                  e.sendResponseHeaders(200, 0);
                  e.getResponseBody().write(body);
                  e.close();
                })) {
      String body = "x".repeat(BIG);
      String answer = given().body(body).post("/api/detectors/big").asString();
      assertEquals(body, answer);
    }
  }

  @Test
  void aServiceThatIsDownIsAProblemAtOnce() {
    given()
        .get("/api/detectors")
        .then()
        .statusCode(502)
        .contentType("application/problem+json")
        .header("Retry-After", "1")
        .body("type", equalTo("urn:aiops:problem:upstream-unreachable"))
        .body("instance", equalTo("/api/detectors"))
        .body("detail", containsString("detector-service"));
    given()
        .body("{}")
        .contentType("application/json")
        .post("/api/detectors")
        .then()
        .statusCode(502)
        .body("type", equalTo("urn:aiops:problem:upstream-unreachable"));
    given().get("/api/sources").then().statusCode(502).body("detail", containsString("ingest"));
  }

  @Test
  void aServiceThatSaysNothingIsAProblemInTime() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    try (TestServer detector =
        new TestServer(detectorUrl)
            .on(
                "/api/detectors/slow",
                e -> {
                  try {
                    end.await();
                  } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                  }
                  e.close();
                })) {
      given()
          .get("/api/detectors/slow")
          .then()
          .statusCode(504)
          .contentType("application/problem+json")
          .body("type", equalTo("urn:aiops:problem:upstream-timeout"));
      end.countDown();
    }
  }

  @Test
  void aServiceThatComesBackIsUsedAgain() throws IOException {
    for (int i = 0; i < 3; i++) {
      try (TestServer detector =
          new TestServer(detectorUrl)
              .on("/api", e -> TestServer.answer(e, 200, "text/plain", "here"))) {
        given().get("/api/detectors").then().statusCode(200);
        given().get("/api/detectors").then().statusCode(200);
      }
      given().get("/api/detectors").then().statusCode(502);
    }
  }

  @Test
  void bodiesThatAreTooLargeAreRefusedBeforeTheyArePassedOn() {
    given()
        .contentType("application/json")
        .body("x".repeat(2_000_000))
        .post("/api/detectors")
        .then()
        .statusCode(413)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:aiops:problem:too-large"));
  }

  @Test
  void whatIsBetweenTheServicesIsNotPublic() throws IOException {
    try (TestServer detector =
        new TestServer(detectorUrl).on("/", e -> TestServer.answer(e, 200, "text/plain", "leak"))) {
      for (String path :
          new String[] {
            "/internal/v1/pulls/lease", "/internal/v1/subscribers/x", "/api/../internal/v1/pulls/x"
          }) {
        given().urlEncodingEnabled(false).get(path).then().statusCode(404);
      }
    }
  }
}
