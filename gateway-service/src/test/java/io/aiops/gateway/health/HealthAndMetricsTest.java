package io.aiops.gateway.health;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.aiops.gateway.support.Fake;
import io.aiops.gateway.support.FakeDetector;
import io.aiops.gateway.support.FakeServices;
import io.aiops.gateway.support.WsClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.junit.jupiter.api.Assertions.assertEquals;

@QuarkusTest
@QuarkusTestResource(value = FakeServices.class, restrictToAnnotatedClass = true)
class HealthAndMetricsTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @Fake FakeDetector detector;

  @Test
  void isReadyOnceItIsSubscribed() {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    given()
        .get("/q/health/ready")
        .then()
        .body("checks.find { it.name == 'events' }.data.epoch", equalTo(detector.epoch()));
    given().get("/q/health/live").then().statusCode(200);
    given().get("/q/health/started").then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aiops_live_clients",
        "aiops_live_sent_total",
        "aiops_live_slow_clients_total",
        "aiops_events_received_total",
        "aiops_events_relay_seconds_count"
      })
  void countsFromTheStart(String meter) {
    given().get("/q/metrics").then().statusCode(200).body(containsString("\n" + meter + " "));
  }

  @Test
  void countsEventsThatCameAndWereSent() {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    double received = meter("aiops_events_received_total");
    double sent = meter("aiops_live_sent_total");
    try (WsClient a = WsClient.subscribed(RestAssured.port, "anomalies");
        WsClient b = WsClient.subscribed(RestAssured.port, "detectors")) {
      assertEquals(204, detector.publish(3));
      await().atMost(SOON).until(() -> a.seqs().size() == 3);
      assertEquals(0, b.seqs().size());
      assertEquals(received + 3, meter("aiops_events_received_total"));
      assertEquals(sent + 3, meter("aiops_live_sent_total"));
      assertEquals(2, meter("aiops_live_clients"));
    }
  }

  @Test
  void thePublicDocumentDescribesTheSocketAndTheServices() {
    given()
        .accept("application/json")
        .get("/q/openapi?format=json")
        .then()
        .statusCode(200)
        .body("paths", hasKey("/api/ws"))
        .body("paths", hasKey("/api/events"))
        .body("paths", hasKey("/api/detectors/{id}/detect"))
        .body("paths", hasKey("/api/sources/{name}/query"))
        .body("paths.keySet().findAll { !it.startsWith('/api/') }.size()", equalTo(0));
    given().get("/q/swagger-ui/").then().statusCode(200).body(containsString("swagger"));
  }

  @Test
  void anAssetThatIsMissingIsNotKeptByBrowsers() {
    given()
        .get("/assets/index-12345678.js")
        .then()
        .statusCode(404)
        .header("Cache-Control", "no-cache");
  }

  private static double meter(String name) {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }
}
