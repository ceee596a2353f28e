package io.aiops.detector.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.aiops.detector.pull.Worker;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What the package or the executable does by itself, and with its files. */
@QuarkusIntegrationTest
@TestProfile(PackageIT.Restless.class)
class PackageIT {

  /** Everything that happens now and then happens at once. */
  public static final class Restless implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "aiops.limits.idle-after", "0s",
          "aiops.snapshot-every", "1s",
          "aiops.incidents.every", "1s",
          "aiops.provisioning-dir", "src/test/resources/provisioning");
    }
  }

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final long START = 1_767_323_040_000L;
  private static final List<String> MODELS =
      List.of(
          "auto", "statistical", "seasonal", "isolation_forest", "random_cut_forest", "ensemble");

  private static String columns(int count) {
    StringBuilder times = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < count; i++) {
      times.append(i == 0 ? "" : ",").append(START + i * 1000L);
      values.append(i == 0 ? "" : ",").append(100 + 20 * Math.sin(i / 9.0) + i % 7);
    }
    return "{\"timestamps\":[" + times + "],\"values\":[" + values + "]}";
  }

  private static int memory(String id) {
    return given().get("/api/detectors/" + id + "/status").path("memory_bytes");
  }

  private static String digest(String id) {
    return given().get("/internal/v1/detectors/" + id + "/states").path("states[0].digest");
  }

  @Test
  void everyModelGoesOnFromWhatWasSavedAndReadAgain() {
    Map<String, String> digests = new LinkedHashMap<>();
    Map<String, Integer> memories = new LinkedHashMap<>();
    for (String model : MODELS) {
      String id = Api.detector(",\"interval\":\"1s\",\"model\":{\"type\":\"" + model + "\"}");
      Api.detect(id, columns(600)).statusCode(200).body("phase", equalTo("ready"));
      memories.put(id, memory(id));
      digests.put(id, digest(id));
    }
    for (String id : digests.keySet()) {
      await().atMost(SOON).until(() -> memory(id) < memories.get(id) / 2);
    }
    digests.forEach(
        (id, digest) -> {
          assertEquals(digest, digest(id));
          Api.detect(id, "{\"value\":5000}")
              .statusCode(200)
              .body("is_anomaly", equalTo(true))
              .body("phase", equalTo("ready"))
              .body("explanation", containsString("5000"));
        });
  }

  @Test
  void aFileOfTheProvisioningFolderIsADetector() {
    given()
        .get("/api/detectors/checkout-latency")
        .then()
        .statusCode(200)
        .body("name", equalTo("Latency of the checkout"))
        .body("model.type", equalTo("seasonal"))
        .body("labels.team", equalTo("payments"))
        .body("status", equalTo("running"));
  }

  private static String alarmed() {
    String id = Api.trainedDetector(",\"labels\":{\"service\":\"cart\"}");
    Api.detect(id, "{\"value\":85.5}").statusCode(200).body("is_anomaly", equalTo(true));
    return id;
  }

  @Test
  void detectorsThatAlarmTogetherMakeAnIncident() {
    alarmed();
    String second = alarmed();
    await()
        .atMost(SOON)
        .until(() -> given().get("/api/incidents?q=cart").<Integer>path("pagination.total") == 1);
    String id = given().get("/api/incidents?q=cart").path("incidents[0].id");
    given()
        .get("/api/incidents/" + id)
        .then()
        .statusCode(200)
        .body("anomalies[1].detector_id", equalTo(second))
        .body("probable_cause[0].why", notNullValue())
        .body("timeline[0].kind", equalTo("started"));
    given()
        .post("/api/incidents/" + id + "/acknowledge")
        .then()
        .statusCode(200)
        .body("acknowledged", equalTo(true));
  }

  @Test
  void whatIsSaidOfAnAnomalyIsListedAndTakenBack() {
    String id = Api.trainedDetector("");
    Api.detect(id, "{\"values\":[85.5,86,12,11,12,11,12,13,12,11,12,12,11,13,12,11,12]}")
        .statusCode(200);
    String anomaly = given().get("/api/anomalies?detector_id=" + id).path("anomalies[0].id");
    Api.json("{\"verdict\":\"not_anomaly\",\"comment\":\"a backup\"}")
        .post("/api/anomalies/" + anomaly + "/feedback")
        .then()
        .statusCode(200);
    given()
        .get("/api/detectors/" + id + "/feedback")
        .then()
        .statusCode(200)
        .body("feedback[0].comment", equalTo("a backup"))
        .body("feedback[0].effect", equalTo("tolerance"))
        .body("feedback[0].tolerance.size", greaterThan(1f));
    given().delete("/api/anomalies/" + anomaly + "/feedback").then().statusCode(200);
  }

  @Test
  void aSourceThatIsAwayIsKnownAndShowsInTheHealthOfItsDetectors() {
    Api.json(
            "{\"kind\":\"prometheus\",\"url\":\"http://far\",\"reachable\":false,"
                + "\"last_error\":\"refused\",\"checked_at\":\"2026-01-02T03:04:05Z\"}")
        .put("/internal/v1/sources/far")
        .then()
        .statusCode(204);
    String id = Api.detector(",\"source\":{\"name\":\"far\",\"query\":\"up\"}");
    given().post("/api/detectors/" + id + "/start").then().statusCode(200);
    new Worker("w").lease(id).fail("source_unreachable", "refused").statusCode(204);
    given()
        .get("/api/detectors/" + id + "/health")
        .then()
        .statusCode(200)
        .body("reasons.code", hasItem("source_unreachable"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "ready", "started"})
  void isHealthy(String what) {
    given().get("/q/health/" + what).then().statusCode(200).body("status", equalTo("UP"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aiops_points_processed_total",
        "aiops_detect_seconds_count",
        "aiops_outbox_lag_seconds",
        "jvm_memory_used_bytes{",
        "process_cpu_usage",
        "http_server_requests_seconds_count{"
      })
  void measuresItself(String meter) {
    Api.detect(Api.trainedDetector(""), "{\"value\":12}").statusCode(200);
    given().get("/q/metrics").then().statusCode(200).body(containsString("\n" + meter));
  }
}
