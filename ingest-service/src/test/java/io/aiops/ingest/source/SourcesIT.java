package io.aiops.ingest.source;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.ValidatableResponse;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Sources of every kind, asked and pulled from by the package or the executable. */
@QuarkusIntegrationTest
@QuarkusTestResource(value = TestServers.class, restrictToAnnotatedClass = true)
class SourcesIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String RANGE = "&from=1795458390000&to=1795458450000&step=15s";

  TestServers servers;

  private static ValidatableResponse query(String source, String query) {
    return given()
        .urlEncodingEnabled(false)
        .get("/api/sources/" + source + "/query?query=" + query)
        .then();
  }

  private JsonNode told(String path) {
    return await(path).atMost(SOON).until(() -> servers.told.get(path), told -> told != null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prometheus", "loki", "self", "demo", "secure"})
  void isFoundReachableAndReported(String source) {
    String reachable = "sources.find { it.name == '" + source + "' }.reachable";
    await()
        .atMost(SOON)
        .until(() -> Boolean.TRUE.equals(given().get("/api/sources").path(reachable)));
    await()
        .atMost(SOON)
        .until(() -> told("/internal/v1/sources/" + source).path("reachable").asBoolean());
  }

  @ParameterizedTest
  @ValueSource(strings = {"prometheus", "secure"})
  void answersInColumns(String source) {
    query(source, "shop_cpu_ratio" + RANGE)
        .statusCode(200)
        .body("source", equalTo(source))
        .body("step", equalTo("15s"))
        .body("series.labels.service", hasItem("catalog"))
        .body("series[0].timestamps.size()", equalTo(5))
        .body("series[0].values[0]", equalTo(0.44923466f))
        .body("truncated", equalTo(false));
  }

  @Test
  void theDemoAnswersItsQueries() {
    query("demo", "sum%20by%20(service)%20(rate(http_requests_total))" + RANGE)
        .statusCode(200)
        .body("series.size()", greaterThan(1));
    query("demo", "rate(queue_depth" + RANGE)
        .statusCode(422)
        .contentType("application/problem+json")
        .body("detail", notNullValue());
  }

  @Test
  void aSourceThatIsAwayIsAProblemAndAFailureOfItsPulls() {
    query("away", "up" + RANGE)
        .statusCode(502)
        .contentType("application/problem+json")
        .body("detail", containsString("127.0.0.1:1"));
    assertEquals(
        "source_unreachable", told("/internal/v1/pulls/detector_3/failures").path("code").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"prometheus", "loki", "demo"})
  void proposesDetectors(String source) {
    given()
        .get("/api/sources/" + source + "/suggestions")
        .then()
        .statusCode(200)
        .body("suggestions.size()", greaterThan(0))
        .body("suggestions[0].source.name", equalTo(source));
  }

  @Test
  void pointsArePulledAndDelivered() {
    JsonNode batch = told("/internal/v1/pulls/detector_1/observations");
    assertEquals(4, batch.path("series").size());
    assertEquals(0.44923467489477925, batch.at("/series/0/values/0").asDouble());
  }

  @Test
  void linesArePulledAndDelivered() {
    JsonNode batch = told("/internal/v1/pulls/detector_2/observations");
    assertEquals(2, batch.path("streams").size());
    assertEquals(28, batch.at("/streams/0/lines").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "ready", "started"})
  void isHealthy(String what) {
    await().atMost(SOON).until(() -> given().get("/q/health/" + what).statusCode() == 200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aiops_ingest_pulls", "jvm_memory_used_bytes{", "process_cpu_usage"})
  void measuresItself(String meter) {
    given().get("/q/metrics").then().statusCode(200).body(containsString("\n" + meter));
  }
}
