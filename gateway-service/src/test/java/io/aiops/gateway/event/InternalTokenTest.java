package io.aiops.gateway.event;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.aiops.gateway.support.Events;
import io.aiops.gateway.support.Fake;
import io.aiops.gateway.support.FakeDetector;
import io.aiops.gateway.support.FakeServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

@QuarkusTest
@TestProfile(InternalTokenTest.WithToken.class)
@QuarkusTestResource(
    value = FakeServices.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "token", value = "s3cret"))
class InternalTokenTest {

  public static class WithToken implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("aiops.internal-token", "s3cret");
    }
  }

  @Fake FakeDetector detector;

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s3cret", "Bearer ", "Bearer s3cre", "Bearer s3cret2", "Basic s3cret"})
  void aCallbackWithoutTheTokenIsRefusedAndLeavesNoEvent(String authorization) {
    long before = detector.seq();
    RequestSpecification request =
        given()
            .contentType("application/cloudevents-batch+json")
            .body("[" + Events.anomaly("foreign", before + 1, "detector_1", "high") + "]");
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    request
        .post("/internal/v1/events")
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:aiops:problem:unauthorized"));
    given().get("/api/events").then().body("epoch", equalTo(detector.epoch()));
  }

  @Test
  void theTokenIsSentAndTaken() {
    await().atMost(Duration.ofSeconds(20)).until(() -> !detector.calls().isEmpty());
    assertEquals("Bearer s3cret", detector.calls().get(0).authorization());
    assertEquals(204, detector.publish(1));
  }
}
