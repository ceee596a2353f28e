package io.aiops.ingest.source;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

/** Every public call names the parameter and the rule that it breaks. */
@QuarkusTest
class BadParametersTest {

  private static final String QUERY = "/api/sources/self/query?";

  private static ValidatableResponse problem(String call, int status) {
    return given()
        .urlEncodingEnabled(false)
        .get(call)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", startsWith("urn:aiops:problem:"))
        .body("title", not(blankOrNullString()))
        .body("detail", not(blankOrNullString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "q=up|query",
        "query=|query",
        "query=%20|query",
        "query=up&from=yesterday|from",
        "query=up&from=-1|from",
        "query=up&from=99999999999999999|from",
        "query=up&from=%2B999999999-12-31T23:59:59Z|from",
        "query=up&to=12:00|to",
        "query=up&to=2026-13-01T00:00:00Z|to",
        "query=up&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z|from",
        "query=up&step=often|step",
        "query=up&step=1ms|step",
        "query=up&step=0|step",
        "query=up&step=400d|step",
        "query=up&step=99999999999999999999d|step",
        "query=up&from=0&to=1767323040000&step=1s|step"
      })
  void ofAQuery(String parameters, String field) {
    problem(QUERY + parameters, 400).body("violations.field", hasItem(field));
  }

  @ParameterizedTest
  @CsvSource({
    "page=0,page",
    "page=-1,page",
    "page=x,page",
    "page=1.5,page",
    "page=9999999,page",
    "limit=0,limit",
    "limit=201,limit"
  })
  void ofAList(String parameter, String field) {
    for (String list : new String[] {"/api/sources?", "/api/sources/self/suggestions?"}) {
      problem(list + parameter, 400).body("violations.field", hasItem(field));
    }
  }

  @Test
  void allThatIsWrongIsNamedAtOnce() {
    problem(QUERY + "from=a&to=b&step=c", 400)
        .body("violations.field", hasItem("query"))
        .body("violations.field", hasItem("from"))
        .body("violations.field", hasItem("to"))
        .body("violations.field", hasItem("step"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/sources/none/query?query=up",
        "/api/sources/none/suggestions",
        "/api/sources/none",
        "/api/nothing"
      })
  void whatIsNotThereIsNotFound(String call) {
    problem(call, 404);
  }
}
