package io.aiops.ingest.source;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** A source that has too much to do is told apart from one that is down. */
@QuarkusTest
@QuarkusTestResource(value = BusyServer.class, restrictToAnnotatedClass = true)
class BusySourceTest {

  @ParameterizedTest
  @CsvSource({"query?query=up,HTTP 429,7", "suggestions,HTTP 503,5"})
  void saysWhenToComeAgain(String call, String detail, String seconds) {
    given()
        .get("/api/sources/prometheus/" + call)
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", seconds)
        .body("type", equalTo("urn:aiops:problem:upstream-busy"))
        .body("detail", containsString(detail));
  }
}
