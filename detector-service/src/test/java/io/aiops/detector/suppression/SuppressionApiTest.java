package io.aiops.detector.suppression;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.aiops.detector.api.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

@QuarkusTest
class SuppressionApiTest {

  private static final String PATH = "/api/suppressions";

  private final String name = "s " + UUID.randomUUID();

  private static ValidatableResponse create(String body) {
    return Api.json(body).post(PATH).then();
  }

  private String body(String more) {
    return "{\"name\":\""
        + name
        + "\",\"matchers\":[\"team="
        + name.substring(2)
        + "\"]"
        + more
        + "}";
  }

  private static ValidatableResponse get(String id) {
    return given().get(PATH + "/" + id).then();
  }

  @Test
  void whatIsSaidComesBack() {
    String id =
        create(
                body(
                    ",\"comment\":\"upgrade\",\"starts_at\":\"2026-01-01T00:00:00+01:00\","
                        + "\"ends_at\":4102444800000,\"schedule\":{\"weekdays\":[\"sun\",\"mon\"],"
                        + "\"from\":\"22:00\",\"to\":\"24:00\",\"time_zone\":\"Europe/Berlin\"}"))
            .statusCode(201)
            .header("Location", matchesPattern("/api/suppressions/suppression_\\d+"))
            .header("ETag", "\"1\"")
            .extract()
            .path("id");
    ValidatableResponse got =
        get(id)
            .statusCode(200)
            .header("ETag", "\"1\"")
            .body("id", equalTo(id))
            .body("name", equalTo(name))
            .body("comment", equalTo("upgrade"))
            .body("matchers", equalTo(List.of("team=\"" + name.substring(2) + "\"")))
            .body("detector_id", nullValue())
            .body("starts_at", equalTo("2025-12-31T23:00:00.000Z"))
            .body("ends_at", equalTo("2100-01-01T00:00:00.000Z"))
            .body("schedule.weekdays", equalTo(List.of("mon", "sun")))
            .body("schedule.from", equalTo("22:00"))
            .body("schedule.to", equalTo("00:00"))
            .body("schedule.time_zone", equalTo("Europe/Berlin"))
            .body("enabled", equalTo(true))
            .body("active", notNullValue())
            .body("next_change_at", notNullValue())
            .body("created_at", notNullValue())
            .body("version", equalTo(1));
    Api.json(got.extract().asString())
        .header("If-Match", "\"1\"")
        .put(PATH + "/" + id)
        .then()
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("schedule.from", equalTo("22:00"))
        .body("created_at", equalTo(got.extract().path("created_at")))
        .body("version", equalTo(2));
    Api.json(body(",\"enabled\":false"))
        .put(PATH + "/" + id)
        .then()
        .statusCode(200)
        .body("comment", equalTo(""))
        .body("schedule", nullValue())
        .body("starts_at", nullValue())
        .body("active", equalTo(false))
        .body("next_change_at", nullValue());
    given().delete(PATH + "/" + id).then().statusCode(204);
    get(id).statusCode(404);
    given().delete(PATH + "/" + id).then().statusCode(404);
    Api.json(body("")).put(PATH + "/" + id).then().statusCode(404);
  }

  @Test
  void aChangeOfAnOldVersionIsRefused() {
    String id = create(body("")).statusCode(201).extract().path("id");
    Api.json(body("")).put(PATH + "/" + id).then().statusCode(200);
    Api.json(body(""))
        .header("If-Match", "\"1\"")
        .put(PATH + "/" + id)
        .then()
        .statusCode(412)
        .contentType("application/problem+json");
    given().header("If-Match", "\"1\"").delete(PATH + "/" + id).then().statusCode(412);
    given().header("If-Match", "\"2\"").delete(PATH + "/" + id).then().statusCode(204);
  }

  @Test
  void namesAreUnique() {
    create(body("")).statusCode(201);
    create(body("")).statusCode(409).body("type", containsString("name-taken"));
    String other =
        create("{\"name\":\"other " + name + "\",\"matchers\":[\"a=b\"]}")
            .statusCode(201)
            .extract()
            .path("id");
    Api.json(body("")).put(PATH + "/" + other).then().statusCode(409);
    get(other).body("name", equalTo("other " + name)).body("version", equalTo(1));
  }

  @Test
  void listsShowWhatCountsFirst() {
    String detector = Api.detector("");
    Instant now = Instant.now();
    String[] bodies = {
      body("")
          .replace(name, "z over " + name)
          .replace("}", ",\"ends_at\":\"2026-01-01T00:00:00Z\"}"),
      body("").replace(name, "b off " + name).replace("}", ",\"enabled\":false}"),
      body("")
          .replace(name, "later " + name)
          .replace("}", ",\"starts_at\":\"2100-01-01T00:00:00Z\"}"),
      body("")
          .replace(name, "soon " + name)
          .replace("}", ",\"starts_at\":\"2099-01-01T00:00:00Z\"}"),
      body("").replace(name, "open " + name),
      body("")
          .replace(name, "hour " + name)
          .replace(
              "}",
              ",\"detector_id\":\""
                  + detector
                  + "\",\"ends_at\":"
                  + now.plusSeconds(3600).toEpochMilli()
                  + "}"),
    };
    for (String each : bodies) {
      create(each).statusCode(201);
    }
    assertEquals(
        List.of("hour ", "open ", "soon ", "later ", "b off ", "z over "), names("?q=" + code()));
    assertEquals(List.of("hour ", "open "), names("?active=true&q=" + code()));
    assertEquals(
        List.of("soon ", "later ", "b off ", "z over "),
        names("?active=false&q=" + code().toUpperCase(java.util.Locale.ROOT)));
    assertEquals(List.of("hour "), names("?detector_id=" + detector));
    assertEquals(List.of("later "), names("?page=2&limit=3&q=" + code()).subList(0, 1));
    given()
        .get(PATH + "?limit=4&q=" + code())
        .then()
        .body("pagination.total", equalTo(6))
        .body("pagination.pages", equalTo(2));
    given()
        .get(PATH + "?active=maybe")
        .then()
        .statusCode(400)
        .body("violations[0].field", equalTo("active"));
    given()
        .get(PATH + "?limit=0")
        .then()
        .statusCode(400)
        .body("violations[0].field", equalTo("limit"));
  }

  private String code() {
    return name.substring(2);
  }

  private List<String> names(String query) {
    List<String> names =
        given().get(PATH + query).then().statusCode(200).extract().path("suppressions.name");
    return names.stream().map(each -> each.replace(name, "")).toList();
  }

  /** The rest of a body, and the field that is wrong in it. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{}|name",
        "{\"name\":7,\"matchers\":[\"a=b\"]}|name",
        "{\"name\":\" \",\"matchers\":[\"a=b\"]}|name",
        "{\"name\":\"n\"}|matchers",
        "{\"name\":\"n\",\"matchers\":[]}|matchers",
        "{\"name\":\"n\",\"matchers\":\"a=b\"}|matchers",
        "{\"name\":\"n\",\"matchers\":[\"a=~\\\".*\\\"\"]}|matchers",
        "{\"name\":\"n\",\"matchers\":[\"a!=b\"]}|matchers",
        "{\"name\":\"n\",\"matchers\":[\"a=b\",7]}|matchers[1]",
        "{\"name\":\"n\",\"matchers\":[\"a=b\",\"a\"]}|matchers[1]",
        "{\"name\":\"n\",\"matchers\":[\"a=~(\"]}|matchers[0]",
        "{\"name\":\"n\",\"detector_id\":\"detector_x\"}|detector_id",
        "{\"name\":\"n\",\"detector_id\":7}|detector_id",
        "{\"name\":\"n\",\"matchers\":[\"a=b\"],\"starts_at\":\"soon\"}|starts_at",
        "{\"name\":\"n\",\"matchers\":[\"a=b\"],\"ends_at\":12}|ends_at",
        "{\"name\":\"n\",\"matchers\":[\"a=b\"],\"starts_at\":1767323045000,\"ends_at\":1767323045000}|ends_at",
        "{\"name\":\"n\",\"matchers\":[\"a=b\"],\"schedule\":\"nightly\"}|schedule",
        "{\"name\":\"n\",\"matchers\":[\"a=b\"],\"schedule\":{\"to\":\"06:00\"}}|schedule.from",
        "{\"name\":\"n\",\"matchers\":[\"a=b\"],\"schedule\":{\"from\":\"24:00\",\"to\":\"06:00\"}}|schedule.from",
        "{\"name\":\"n\",\"matchers\":[\"a=b\"],\"schedule\":{\"from\":\"22:00\",\"to\":\"6:00\"}}|schedule.to",
        "{\"name\":\"n\",\"matchers\":[\"a=b\"],\"schedule\":{\"from\":\"22:00\",\"to\":\"06:00\",\"weekdays\":[]}}|schedule.weekdays",
        "{\"name\":\"n\",\"matchers\":[\"a=b\"],\"schedule\":{\"from\":\"22:00\",\"to\":\"06:00\",\"weekdays\":\"mon\"}}|schedule.weekdays",
        "{\"name\":\"n\",\"matchers\":[\"a=b\"],\"schedule\":{\"from\":\"22:00\",\"to\":\"06:00\",\"weekdays\":[\"monday\"]}}|schedule.weekdays",
        "{\"name\":\"n\",\"matchers\":[\"a=b\"],\"schedule\":{\"from\":\"22:00\",\"to\":\"06:00\",\"time_zone\":\"Mars/Base\"}}|schedule.time_zone",
        "{\"name\":\"n\",\"matchers\":[\"a=b\"],\"schedule\":{\"from\":\"22:00\",\"to\":\"06:00\",\"zone\":\"UTC\"}}|schedule.zone",
        "{\"name\":\"n\",\"matchers\":[\"a=b\"],\"enabled\":\"yes\"}|enabled",
        "{\"name\":\"n\",\"matchers\":[\"a=b\"],\"colour\":\"red\"}|colour",
        "{\"name\":\"n\",\"matchers\":[\"a=b\"],\"comment\":[]}|comment",
        "[]|body",
        "nonsense|body",
      })
  void whatIsWrongIsNamed(String body, String field) {
    for (String call : List.of(PATH, PATH + "/preview")) {
      if (field.equals("detector_id") && body.contains("detector_x") && call.endsWith("preview")) {
        continue;
      }
      Api.json(body)
          .post(call)
          .then()
          .statusCode(400)
          .contentType("application/problem+json")
          .body("violations.field", hasItem(field));
    }
    given().get(PATH + "?q=\"n\"").then().body("suppressions", hasSize(0));
  }

  @Test
  void thereMayBeOnlySoManyMatchers() {
    String many = "\"a=b\"" + ",\"a=b\"".repeat(RuleReader.MOST_MATCHERS);
    create("{\"name\":\"" + name + "\",\"matchers\":[" + many + "]}")
        .statusCode(400)
        .body("violations[0].field", equalTo("matchers"));
    create("{\"name\":\"" + name + "\",\"matchers\":[" + many.substring(6) + "]}").statusCode(201);
  }

  @Test
  void aMatcherThatIsTooLongWithItsQuotesIsRefusedAndTheOthersStayReadable() {
    String body = "{\"name\":\"" + name + "\",\"matchers\":[\"a=%s\"]}";
    create(body.formatted("x".repeat(3998)))
        .statusCode(400)
        .body("violations[0].field", equalTo("matchers[0]"))
        .body("violations[0].message", containsString("with its quotes"));
    String id = create(body.formatted("x".repeat(3996))).statusCode(201).extract().path("id");
    String shown = get(id).statusCode(200).extract().asString();
    Api.json(shown).put(PATH + "/" + id).then().statusCode(200);
    given().get(PATH).then().statusCode(200);
    given().delete(PATH + "/" + id).then().statusCode(204);
  }

  @Test
  void aDetectorAloneIsEnough() {
    String detector = Api.detector("");
    String of = "{\"name\":\"" + name + "\",\"detector_id\":\"" + detector + "\"}";
    String id = create(of).statusCode(201).body("matchers", hasSize(0)).extract().path("id");
    given().delete("/api/detectors/" + detector).then().statusCode(204);
    Api.json(of).put(PATH + "/" + id).then().statusCode(200).body("detector_id", equalTo(detector));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "team=\\\"%s\\\"",
        "team=~\\\"%s|x\\\"",
        "detector=~\\\".*%s\\\"",
        "\\\"zone ü\\\"=%s"
      })
  void aTrySaysWhatItWouldMatch(String matcher) {
    String team = UUID.randomUUID().toString();
    String id =
        Api.json(
                "{\"name\":\"of %s\",\"labels\":{\"team\":\"%s\",\"zone ü\":\"%s\"}}"
                    .formatted(team, team, team))
            .post("/api/detectors")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    Api.json(Api.TRAINING).post("/api/detectors/" + id + "/train").then().statusCode(200);
    Api.detect(id, "{\"value\":85.5}").body("is_anomaly", equalTo(true));
    String body =
        "{\"name\":\"n\",\"starts_at\":\"2099-01-01T00:00:00Z\",\"matchers\":[\""
            + matcher.formatted(team)
            + "\",\"severity=critical\",\"detector_id=\\\""
            + id
            + "\\\"\"]}";
    Api.json(body)
        .post(PATH + "/preview")
        .then()
        .statusCode(200)
        .body("active", equalTo(false))
        .body("next_change_at", equalTo("2099-01-01T00:00:00.000Z"))
        .body("matching", equalTo(1))
        .body("anomalies.detector_id", equalTo(List.of(id)));
    Api.json(body.replace("severity=critical", "severity!=critical"))
        .post(PATH + "/preview")
        .then()
        .statusCode(200)
        .body("matching", equalTo(0));
    given().get(PATH + "?limit=200").then().body("suppressions.name", not(hasItem("n")));
  }
}
