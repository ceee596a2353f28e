package io.aiops.detector.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
class ScoringApiTest {

  private static final String SPIKE = "{\"value\":85.5}";

  @Test
  void aDozenPointsTeachWhatIsUsual() {
    String id = Api.detector("");
    Api.json(Api.TRAINING)
        .post("/api/detectors/" + id + "/train")
        .then()
        .statusCode(200)
        .body("detector_id", equalTo(id))
        .body("status", equalTo("trained"))
        .body("model", equalTo("statistical"))
        .body("sample_count", equalTo(12))
        .body("training_time", containsString("ms"))
        .body("training_time_ms", notNullValue())
        .body("threshold", notNullValue())
        .body("metrics", notNullValue());
    Api.detect(id, "{\"value\":12}")
        .statusCode(200)
        .body("detector_id", equalTo(id))
        .body("is_anomaly", equalTo(false))
        .body("severity", nullValue())
        .body("value", equalTo(12.0f))
        .body("phase", equalTo("ready"));
    Api.detect(id, SPIKE)
        .statusCode(200)
        .body("is_anomaly", equalTo(true))
        .body("severity", equalTo("critical"))
        .body("direction", equalTo("above"))
        .body("explanation", containsString("85.5 is far above the expected"))
        .body("contributions.share.sum().toDouble()", closeTo(1, 1e-9));
    given()
        .get("/api/anomalies?detector_id=" + id + "&state=open&severity=critical")
        .then()
        .body("anomalies.size()", equalTo(1))
        .body("anomalies[0].value", equalTo(85.5f))
        .body("anomalies[0].state", equalTo("open"))
        .body("anomalies[0].class", equalTo("deviation"));
  }

  @Test
  void trainingTakesEveryBodyOfTheContract() {
    for (String body :
        List.of(
            Api.TRAINING,
            "{\"values\":" + Api.TRAINING + "}",
            "{\"values\":" + Api.TRAINING + ",\"entity\":{\"pod\":\"a\"}}",
            "{\"values\":[1,2,1,2,1,2,1,2,1,2,1,2],\"timestamps\":[1767323045000,1767323046000,"
                + "1767323047000,1767323048000,1767323049000,1767323050000,1767323051000,"
                + "1767323052000,1767323053000,1767323054000,1767323055000,\"2026-01-02T05:00:00Z\"]}")) {
      Api.json(body)
          .post("/api/detectors/" + Api.detector("") + "/train")
          .then()
          .statusCode(200)
          .body("sample_count", equalTo(12));
    }
  }

  @Test
  void tooFewPointsAreRefusedWithTheNumberThatIsNeeded() {
    String id = Api.trainedDetector("");
    String before = given().get("/api/detectors/" + id + "/entities").asString();
    Api.json("[1,2,null]")
        .post("/api/detectors/" + id + "/train")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("detail", containsString("at least 12"));
    assertEquals(before, given().get("/api/detectors/" + id + "/entities").asString());
  }

  @Test
  void aDetectorWarmsUpOnWhatItIsGiven() {
    String id = Api.detector("");
    for (int i = 0; i < 11; i++) {
      Api.detect(id, "{\"value\":" + (10 + i % 3) + "}")
          .body("phase", equalTo("warming_up"))
          .body("score", equalTo(0.0f))
          .body("is_anomaly", equalTo(false))
          .body("progress.percent", greaterThan(0.0f));
    }
    Api.detect(id, "{\"value\":11}");
    Api.detect(id, "{\"value\":11}").body("phase", equalTo("ready")).body("progress", nullValue());
  }

  @Test
  void columnsAreTakenAsIfSentOneByOne() {
    String single = Api.trainedDetector("");
    String columnar = Api.trainedDetector("");
    double[] values = {12, 11, 85.5, 84, 12, 11, 12, 13, 12, 11, 10};
    long start = 1_767_323_045_000L;
    List<String> times = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    List<Float> scores = new ArrayList<>();
    List<Boolean> anomalies = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      times.add(Long.toString(start + i * 60_000L));
      numbers.add(Double.toString(values[i]));
      JsonPath one =
          Api.detect(single, "{\"value\":" + values[i] + ",\"timestamp\":" + times.get(i) + "}")
              .extract()
              .jsonPath();
      scores.add(one.getFloat("score"));
      anomalies.add(one.getBoolean("is_anomaly"));
    }
    JsonPath many =
        Api.detect(columnar, "{\"timestamps\":" + times + ",\"values\":" + numbers + "}")
            .statusCode(200)
            .extract()
            .jsonPath();
    assertEquals(scores, many.getList("scores", Float.class));
    assertEquals(anomalies, many.getList("is_anomaly", Boolean.class));
    assertTrue(anomalies.contains(true));
    assertEquals("critical", many.getString("severities[2]"));
    assertEquals("2026-01-02T03:04:05.000Z", many.getString("timestamps[0]"));
    for (String column : List.of("alarm_scores", "expected", "lower", "upper", "severities")) {
      assertEquals(values.length, many.getList(column).size(), column);
    }
  }

  @Test
  void aTryChangesNothing() {
    String id = Api.trainedDetector("");
    String before = given().get("/api/detectors/" + id + "/entities").asString();
    Api.json(SPIKE)
        .post("/api/detectors/" + id + "/detect?dry_run=true")
        .then()
        .statusCode(200)
        .body("is_anomaly", equalTo(true));
    assertEquals(before, given().get("/api/detectors/" + id + "/entities").asString());
    given().get("/api/anomalies?detector_id=" + id).then().body("anomalies.size()", equalTo(0));
  }

  @Test
  void aDetectorWithASourceIsOnlyTried() {
    String id = Api.detector(",\"source\":{\"name\":\"p\",\"query\":\"up\"}");
    Api.detect(id, "{\"value\":1}").statusCode(200);
    given().get("/api/detectors/" + id + "/status").then().body("points_processed", equalTo(0));
  }

  @Test
  void aPointThatIsNotAfterTheLastOneChangesNothing() {
    String id = Api.trainedDetector("");
    String now = Instant.now().toString();
    Api.detect(id, "{\"value\":12,\"timestamp\":\"" + now + "\"}").body("late", nullValue());
    Api.detect(id, "{\"value\":85.5,\"timestamp\":\"" + now + "\"}")
        .statusCode(200)
        .body("late", equalTo(true))
        .body("is_anomaly", equalTo(false));
    given().get("/api/detectors/" + id + "/status").then().body("points_processed", equalTo(1));
    Api.detect(id, "{\"values\":[12,13],\"timestamps\":[\"2026-01-01T00:00:00Z\",\"" + now + "\"]}")
        .body("late", everyItem(equalTo(true)));
  }

  @Test
  void pointsWithoutATimeComeNow() {
    String id = Api.trainedDetector("");
    String first = Api.detect(id, "{\"value\":12}").extract().path("timestamp");
    String second = Api.detect(id, "{\"value\":12}").extract().path("timestamp");
    assertTrue(Instant.parse(first).isBefore(Instant.parse(second)));
    Api.detect(id, "{\"values\":[12,12,12]}").statusCode(200).body("late", nullValue());
  }

  @Test
  void aPointFarAheadIsRefused() {
    String id = Api.trainedDetector("");
    String ahead = Instant.now().plusSeconds(3700).toString();
    Api.detect(id, "{\"value\":12,\"timestamp\":\"" + ahead + "\"}")
        .statusCode(400)
        .body("violations[0].field", equalTo("timestamp"));
  }

  @Test
  void missingPointsMeanWhatTheDetectorSays() {
    String ignoring = Api.trainedDetector(",\"missing\":\"ignore\"");
    Api.detect(ignoring, "{\"value\":null}")
        .statusCode(200)
        .body("value", nullValue())
        .body("is_anomaly", equalTo(false));
    String zero = Api.trainedDetector(",\"missing\":\"zero\"");
    Api.detect(zero, "{\"value\":null}")
        .body("is_anomaly", equalTo(true))
        .body("direction", equalTo("below"));
    String anomaly = Api.trainedDetector(",\"missing\":\"anomaly\"");
    Api.detect(anomaly, "{\"value\":null}").body("is_anomaly", equalTo(true));
    given()
        .get("/api/anomalies?detector_id=" + anomaly)
        .then()
        .body("anomalies[0].class", equalTo("absence"));
  }

  @Test
  void rulesDecideWhatAlarms() {
    Api.detect(Api.trainedDetector(",\"direction\":\"below\""), SPIKE)
        .body("is_anomaly", equalTo(false));
    Api.detect(Api.trainedDetector(",\"direction\":\"above\""), SPIKE)
        .body("is_anomaly", equalTo(true));
    Api.detect(Api.trainedDetector(",\"min_deviation\":{\"absolute\":100}"), SPIKE)
        .body("is_anomaly", equalTo(false));
    Api.detect(Api.trainedDetector(",\"min_deviation\":{\"relative\":10}"), SPIKE)
        .body("is_anomaly", equalTo(false));
    String patient = Api.trainedDetector(",\"consecutive_points\":3");
    Api.detect(patient, SPIKE).body("is_anomaly", equalTo(false));
    Api.detect(patient, SPIKE).body("is_anomaly", equalTo(false));
    Api.detect(patient, SPIKE).body("is_anomaly", equalTo(true));
  }

  @Test
  void aVectorIsJudgedByItsFeatures() {
    String id = Api.detector(",\"features\":[\"cpu\",\"mem\"]");
    StringBuilder values = new StringBuilder("[");
    for (int i = 0; i < 60; i++) {
      values.append(i == 0 ? "" : ",").append("[").append(i % 3).append(",").append(50 + i % 4);
      values.append("]");
    }
    Api.json(values.append("]").toString())
        .post("/api/detectors/" + id + "/train")
        .then()
        .statusCode(200)
        .body("sample_count", equalTo(60));
    Api.detect(id, "{\"value\":[1,500]}")
        .statusCode(200)
        .body("value", hasItem(500.0f))
        .body("is_anomaly", equalTo(true))
        .body("contributions[0].name", equalTo("mem"))
        .body("explanation", containsString("mem 500"));
    given().get("/api/detectors/" + id + "/results").then().body("values[0].size()", equalTo(2));
  }

  @Test
  void entitiesAreFoundByMatchers() {
    String id = Api.detector("");
    for (String pod : List.of("a", "b", "c")) {
      Api.detect(id, "{\"value\":1,\"entity\":{\"pod\":\"" + pod + "\",\"job\":\"x\"}}");
    }
    given()
        .get("/api/detectors/" + id + "/entities?sort=entity&limit=2&q=pod")
        .then()
        .statusCode(200)
        .body("entities.size()", equalTo(2))
        .body("entities[0].entity.pod", equalTo("a"))
        .body("entities[0].phase", equalTo("warming_up"))
        .body("entities[0].last_point_at", notNullValue())
        .body("pagination.total", equalTo(3));
    for (String matcher : List.of("{pod=\"b\"}", "{pod=~\"[b]\",job!=\"y\"}", "{pod!~\"a|c\"}")) {
      given()
          .queryParam("entity", matcher)
          .get("/api/detectors/" + id + "/results")
          .then()
          .statusCode(200)
          .body("entity.pod", equalTo("b"))
          .body("values", hasItem(1.0f));
    }
    given()
        .queryParam("entity", "{pod=\"none\"}")
        .get("/api/detectors/" + id + "/results")
        .then()
        .statusCode(200)
        .body("timestamps.size()", equalTo(0));
  }

  @Test
  void anAnomalyGrowsEndsAndTakesJudgement() {
    String id = Api.trainedDetector("");
    Api.detect(
        id, "{\"values\":[12,11,85.5,86,12,11,12,13,12,11,12,12,11,13,12,11,12,13,12,11,12]}");
    String anomaly =
        given()
            .get("/api/anomalies?detector_id=" + id)
            .then()
            .body("anomalies.size()", equalTo(1))
            .body("anomalies[0].state", equalTo("resolved"))
            .body("anomalies[0].ended_at", notNullValue())
            .extract()
            .path("anomalies[0].id");
    given()
        .get("/api/anomalies/" + anomaly)
        .then()
        .statusCode(200)
        .body("id", equalTo(anomaly))
        .body("points.timestamps.size()", greaterThan(5))
        .body("points.values", hasItem(85.5f));
    given()
        .post("/api/anomalies/" + anomaly + "/acknowledge")
        .then()
        .statusCode(200)
        .body("acknowledged", equalTo(true));
    Api.json("{\"verdict\":\"expected\",\"comment\":\"a test\"}")
        .post("/api/anomalies/" + anomaly + "/feedback")
        .then()
        .statusCode(200)
        .body("feedback", equalTo("expected"));
    given()
        .get("/api/anomalies/" + anomaly)
        .then()
        .body("acknowledged", equalTo(true))
        .body("feedback", equalTo("expected"));
    given()
        .get("/api/anomalies?detector_id=" + id + "&state=open")
        .then()
        .body("anomalies.size()", equalTo(0));
  }

  @Test
  void trainingEndsTheAnomalyThatWasOpen() {
    String id = Api.trainedDetector("");
    Api.detect(id, SPIKE);
    Api.json(Api.TRAINING).post("/api/detectors/" + id + "/train").then().statusCode(200);
    given()
        .get("/api/anomalies?detector_id=" + id)
        .then()
        .body("anomalies[0].state", equalTo("resolved"));
  }
}
