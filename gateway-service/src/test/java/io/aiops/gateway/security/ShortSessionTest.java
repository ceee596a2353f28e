package io.aiops.gateway.security;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.aiops.gateway.support.FakeServices;
import io.aiops.gateway.support.WsClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Sessions that end by themselves, and addresses that send too many wrong tokens. */
@QuarkusTest
@TestProfile(ShortSessionTest.Brief.class)
@QuarkusTestResource(
    value = FakeServices.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "token", value = WithTokens.INTERNAL))
class ShortSessionTest {

  public static class Brief extends WithTokens {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      settings.put("aiops.auth.session-idle", "4s");
      settings.put("aiops.auth.session-max", "8s");
      settings.put("aiops.auth.wrong-per-minute", "3");
      return settings;
    }
  }

  private static Response signIn(String token) {
    return given()
        .contentType("application/json")
        .body(Map.of("token", token))
        .post("/api/session");
  }

  @Test
  void aSessionInUseIsRenewedUntilItsLastTimeAndThenEndsWithItsSocket() {
    String[] cookie = {signIn(WithTokens.VIEWER).getCookie("aiops_session")};
    String first = cookie[0];
    WsClient socket =
        new WsClient(
            URI.create("ws://127.0.0.1:" + RestAssured.port + "/api/ws"),
            Map.of("Cookie", "aiops_session=" + first));
    socket.subscribe("anomalies");
    int[] renewals = {0};
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              Response answer = given().cookie("aiops_session", cookie[0]).get("/api/detectors");
              String renewed = answer.getCookie("aiops_session");
              if (renewed != null) {
                cookie[0] = renewed;
                renewals[0]++;
              }
              return answer.statusCode() == 401;
            });
    assertTrue(renewals[0] >= 4, "renewed " + renewals[0]);
    String started = first.split(":", -1)[2];
    assertEquals(started, cookie[0].split(":", -1)[2]);
    assertTrue(Long.parseLong(cookie[0].split(":", -1)[3]) - Long.parseLong(started) >= 5);
    assertEquals(4401, socket.awaitClose());
  }

  @Test
  void manyWrongTokensAreAskedToWaitAndARightOneIsNot() {
    int refused = 0;
    for (int i = 0; i < 3; i++) {
      if (signIn("wrong" + i).statusCode() == 401) {
        refused++;
      }
    }
    assertEquals(3, refused);
    Response answer = signIn("wrong");
    answer
        .then()
        .statusCode(429)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:aiops:problem:too-many-attempts"));
    int wait = Integer.parseInt(answer.getHeader("Retry-After"));
    assertTrue(wait >= 1 && wait <= 60, "wait " + wait);
    given().header("Authorization", "Bearer wrong").get("/api/detectors").then().statusCode(429);
    signIn(WithTokens.VIEWER).then().statusCode(200);
  }
}
