package io.aiops.gateway.security;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.gateway.support.Fake;
import io.aiops.gateway.support.FakeDetector;
import io.aiops.gateway.support.FakeServices;
import io.aiops.gateway.support.RawSocket;
import io.aiops.gateway.support.WsClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
@TestProfile(WithTokens.class)
@QuarkusTestResource(
    value = FakeServices.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "token", value = WithTokens.INTERNAL))
class SocketAdmissionTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int UNAUTHORISED = 4401;

  @Fake FakeDetector detector;

  private final List<WsClient> clients = new ArrayList<>();

  private WsClient open(Map<String, String> headers) {
    WsClient client =
        new WsClient(URI.create("ws://localhost:" + RestAssured.port + "/api/ws"), headers);
    clients.add(client);
    return client;
  }

  private static String signIn(String token) {
    return "aiops_session="
        + given()
            .contentType("application/json")
            .body(Map.of("token", token))
            .post("/api/session")
            .getCookie("aiops_session");
  }

  @AfterEach
  void end() {
    clients.forEach(WsClient::close);
    WithTokens.write(WithTokens.lines());
    await()
        .atMost(SOON)
        .until(
            () ->
                given()
                        .header("Authorization", "Bearer " + WithTokens.VIEWER)
                        .get("/api/detectors")
                        .statusCode()
                    == 200);
  }

  @ParameterizedTest
  @CsvSource({"None,x", "Authorization,Bearer wrong", "Cookie,aiops_session=ana:x:1:1:x"})
  void whoIsNotKnownIsToldWhyAndHearsNothing(String header, String value) throws Exception {
    try (RawSocket socket = new RawSocket(RestAssured.port, header + ": " + value)) {
      assertTrue(socket.head().startsWith("HTTP/1.1 101"));
      socket.text("{\"action\":\"subscribe\",\"topics\":[\"anomalies\"]}");
      RawSocket.Frame first = socket.next();
      assertEquals(RawSocket.TEXT, first.opcode());
      String text = new String(first.payload(), StandardCharsets.UTF_8);
      assertTrue(text.contains("\"type\":\"error\",\"code\":\"unauthorized\""), text);
      RawSocket.Frame second = socket.next();
      assertEquals(RawSocket.CLOSE, second.opcode());
      assertEquals(UNAUTHORISED, second.closeCode());
    }
  }

  @Test
  void aTokenAndASessionHearEvents() {
    WsClient program = open(Map.of("Authorization", "Bearer " + WithTokens.VIEWER));
    WsClient browser =
        open(
            Map.of(
                "Cookie",
                signIn(WithTokens.VIEWER),
                "Origin",
                "http://localhost:" + RestAssured.port));
    for (WsClient client : clients) {
      client.await("welcome");
      client.subscribe("anomalies");
    }
    detector.publish(1);
    for (WsClient client : List.of(program, browser)) {
      JsonNode event = client.await("anomaly_detected");
      assertEquals("detector_1", event.path("detector_id").asText());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:@PORT@,101",
    "https://aiops.example.com,101",
    "http://evil.example,403",
    "null,403"
  })
  void aPageOfAnotherSiteDoesNotListenWithASession(String origin, int status) throws Exception {
    String from = origin.replace("@PORT@", Integer.toString(RestAssured.port));
    try (RawSocket socket =
        new RawSocket(
            RestAssured.port,
            "X-Forwarded-Host: localhost:" + RestAssured.port,
            "Cookie: " + signIn(WithTokens.VIEWER),
            "Origin: " + from)) {
      assertTrue(socket.head().startsWith("HTTP/1.1 " + status));
    }
  }

  @Test
  void aTokenThatIsRemovedEndsItsSocketsAndSessionsAndAnotherIsTakenAtOnce() {
    String cookie = signIn(WithTokens.VIEWER);
    WsClient program = open(Map.of("Authorization", "Bearer " + WithTokens.VIEWER));
    WsClient browser = open(Map.of("Cookie", cookie));
    WsClient other = open(Map.of("Authorization", "Bearer " + WithTokens.OPERATOR));
    clients.forEach(client -> client.subscribe("anomalies"));
    String next = "another-0123456789-0123456789-0123456789";
    WithTokens.write(WithTokens.lines().replace(WithTokens.VIEWER, next));
    assertEquals(UNAUTHORISED, program.awaitClose());
    assertEquals(UNAUTHORISED, browser.awaitClose());
    given().header("Cookie", cookie).get("/api/detectors").then().statusCode(401);
    given()
        .header("Authorization", "Bearer " + WithTokens.VIEWER)
        .get("/api/detectors")
        .then()
        .statusCode(401);
    given().header("Authorization", "Bearer " + next).get("/api/detectors").then().statusCode(200);
    other.send("{\"action\":\"ping\"}");
    other.await("pong");
  }

  @Test
  void aFileThatCannotBeReadLeavesTheTokensAsTheyWere() {
    WithTokens.write("nobody operator short\n");
    await()
        .atMost(SOON)
        .until(
            () ->
                Files.readString(WithTokens.LOG)
                    .contains(
                        "The tokens stay as they were: API_TOKENS_FILE, line 1: the token must have"
                            + " 32 to 512 characters"));
    given()
        .header("Authorization", "Bearer " + WithTokens.VIEWER)
        .get("/api/detectors")
        .then()
        .statusCode(200);
  }

  @Test
  void whoSignsOutHearsNothingMore() {
    String cookie = signIn(WithTokens.VIEWER);
    WsClient browser = open(Map.of("Cookie", cookie));
    browser.subscribe("anomalies");
    given().header("Cookie", cookie).delete("/api/session").then().statusCode(204);
    assertEquals(UNAUTHORISED, browser.awaitClose());
    assertEquals("unauthorized", browser.await("error").path("code").asText());
  }
}
