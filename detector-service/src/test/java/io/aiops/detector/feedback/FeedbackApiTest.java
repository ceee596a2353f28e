package io.aiops.detector.feedback;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.aiops.detector.api.Api;
import io.aiops.detector.scoring.Checkpoints;
import io.aiops.detector.scoring.Engine;
import io.aiops.detector.store.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Feedback over REST: what it changes, how it is undone, and that both survive a kill. */
@QuarkusTest
class FeedbackApiTest {

  private static final long START = 1_767_323_040_000L;
  private static final long MINUTE = 60_000;

  @Inject Engine engine;
  @Inject Checkpoints checkpoints;
  @Inject Database database;

  private long time = START;

  /** A detector that has seen 300 calm points, and its time of the next one. */
  private String calm() {
    String id = Api.detector("");
    time = START;
    send(id, 10, 300);
    return id;
  }

  /** Sends points around a value; answers whether one of them was inside an anomaly. */
  private boolean send(String id, double value, int count) {
    StringBuilder times = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < count; i++) {
      time += MINUTE;
      times.append(i == 0 ? "" : ",").append(time);
      values.append(i == 0 ? "" : ",").append(value + Math.sin((double) time / MINUTE * 2.399));
    }
    List<Boolean> inside =
        Api.detect(id, "{\"timestamps\":[" + times + "],\"values\":[" + values + "]}")
            .statusCode(200)
            .extract()
            .path("is_anomaly");
    return inside.contains(true);
  }

  private String anomaly(String id) {
    return given()
        .get("/api/anomalies?detector_id=" + id + "&sort=-detected_at")
        .path("anomalies[0].id");
  }

  /** An anomaly that has ended. */
  private String spike(String id, double value) {
    assertTrue(send(id, value, 3));
    send(id, 10, 60);
    return anomaly(id);
  }

  private static ValidatableResponse say(String anomaly, String verdict) {
    return Api.json("{\"verdict\":\"" + verdict + "\",\"comment\":\"because\"}")
        .post("/api/anomalies/" + anomaly + "/feedback")
        .then();
  }

  private static ValidatableResponse takeBack(String anomaly) {
    return given().delete("/api/anomalies/" + anomaly + "/feedback").then();
  }

  private static ValidatableResponse record(String id, String query) {
    return given().get("/api/detectors/" + id + "/feedback" + query).then().statusCode(200);
  }

  /** As after kill -9: what was not committed is gone. */
  private void kill() {
    engine.load();
  }

  @Test
  void whatWasNoAnomalyIsToleratedAlsoAfterAKillUntilThatIsTakenBack() {
    String id = calm();
    String anomaly = spike(id, 60);
    say(anomaly, "not_anomaly")
        .statusCode(200)
        .header("ETag", notNullValue())
        .body("feedback", equalTo("not_anomaly"));
    kill();
    record(id, "")
        .body("pagination.total", equalTo(1))
        .body("feedback[0].anomaly_id", equalTo(anomaly))
        .body("feedback[0].verdict", equalTo("not_anomaly"))
        .body("feedback[0].comment", equalTo("because"))
        .body("feedback[0].at", notNullValue())
        .body("feedback[0].effect", equalTo("tolerance"))
        .body("feedback[0].tolerance.class", equalTo("deviation"))
        .body("feedback[0].tolerance.direction", equalTo("above"))
        .body("feedback[0].tolerance.size", greaterThan(1f))
        .body("feedback[0].taught_points", nullValue())
        .body("feedback[0].in_effect", equalTo(true))
        .body("feedback[0].ended_at", nullValue());
    assertFalse(send(id, 62, 2), "what is similar must not alarm");
    send(id, 10, 60);
    takeBack(anomaly).statusCode(200).body("feedback", nullValue());
    takeBack(anomaly).statusCode(200).body("feedback", nullValue());
    record(id, "")
        .body("feedback[0].in_effect", equalTo(false))
        .body("feedback[0].ended_by", equalTo("taken_back"))
        .body("feedback[0].ended_at", notNullValue());
    kill();
    assertTrue(send(id, 130, 2), "what is larger must alarm");
  }

  @Test
  void whatIsExpectedIsLearntForGoodUntilATraining() {
    String id = calm();
    String anomaly = spike(id, 60);
    say(anomaly, "expected").statusCode(200).body("feedback", equalTo("expected"));
    kill();
    record(id, "")
        .body("feedback[0].effect", equalTo("taught"))
        .body("feedback[0].taught_points", greaterThan(2))
        .body("feedback[0].in_effect", equalTo(true));
    takeBack(anomaly)
        .statusCode(409)
        .contentType("application/problem+json")
        .body("type", endsWith(":learnt-for-good"))
        .body("detail", containsString("/api/detectors/" + id + "/train"));
    for (String other : List.of("anomaly", "not_anomaly")) {
      say(anomaly, other).statusCode(409).body("type", endsWith(":learnt-for-good"));
    }
    assertFalse(send(id, 60, 3), "what was taught must not alarm");
    say(anomaly, "new_normal").statusCode(200).body("feedback", equalTo("new_normal"));
    say(anomaly, "expected").statusCode(409);
    Api.json(Api.TRAINING).post("/api/detectors/" + id + "/train").then().statusCode(200);
    record(id, "").body("feedback[0].in_effect", equalTo(false));
    takeBack(anomaly).statusCode(200).body("feedback", nullValue());
  }

  @Test
  void theNewNormalEndsTheOpenAnomalyAtOnceAndStaysNormalAfterAKill() {
    String id = calm();
    assertTrue(send(id, 60, 15));
    String anomaly = anomaly(id);
    say(anomaly, "new_normal")
        .statusCode(200)
        .body("feedback", equalTo("new_normal"))
        .body("state", equalTo("resolved"))
        .body("ended_at", notNullValue());
    given().get("/api/detectors/" + id + "/status").then().body("open_anomalies", equalTo(0));
    kill();
    assertFalse(send(id, 60, 60), "the new level must not alarm");
    List<String> types = events(anomaly);
    assertEquals(List.of("anomaly_detected", "anomaly_resolved", "anomaly_updated"), types);
  }

  private List<String> events(String anomaly) {
    return database.read(
        tx ->
            tx.list(
                "SELECT type FROM event WHERE id LIKE ? ORDER BY seq",
                row -> row.getString(1),
                anomaly + ".%"));
  }

  @Test
  void aLaterVerdictReplacesTheFormerAndTheSameOneOnlyItsComment() {
    String id = calm();
    String anomaly = spike(id, 60);
    say(anomaly, "not_anomaly").statusCode(200);
    int version = say(anomaly, "not_anomaly").extract().path("version");
    record(id, "").body("pagination.total", equalTo(1));
    Api.json("{\"verdict\":\"not_anomaly\",\"comment\":\"a backup\"}")
        .post("/api/anomalies/" + anomaly + "/feedback")
        .then()
        .statusCode(200)
        .body("version", equalTo(version));
    say(anomaly, "anomaly").statusCode(200).body("version", equalTo(version + 1));
    record(id, "?sort=at")
        .body("feedback.verdict", equalTo(List.of("not_anomaly", "not_anomaly", "anomaly")))
        .body("feedback.comment", equalTo(List.of("because", "a backup", "because")))
        .body("feedback.in_effect", equalTo(List.of(false, false, true)))
        .body("feedback[0].ended_by", equalTo("replaced"));
    record(id, "?verdict=anomaly&limit=1").body("pagination.total", equalTo(1));
    assertTrue(events(anomaly).contains("anomaly_updated"));
    assertTrue(send(id, 130, 2));
  }

  @Test
  void anOldVersionIsRefusedAndNothingChanges() {
    String id = calm();
    String anomaly = spike(id, 60);
    String tag = say(anomaly, "anomaly").extract().header("ETag");
    for (String method : List.of("POST", "DELETE")) {
      given()
          .contentType("application/json")
          .header("If-Match", "\"0\"")
          .body(method.equals("POST") ? "{\"verdict\":\"not_anomaly\"}" : "")
          .request(method, "/api/anomalies/" + anomaly + "/feedback")
          .then()
          .statusCode(412)
          .body("type", endsWith(":precondition-failed"));
    }
    record(id, "").body("pagination.total", equalTo(1));
    given()
        .header("If-Match", tag)
        .delete("/api/anomalies/" + anomaly + "/feedback")
        .then()
        .statusCode(200);
  }

  @Test
  void whatCannotTeachIsRefusedWithTheReason() {
    String id = Api.detector(",\"missing\":\"anomaly\"");
    time = START;
    send(id, 10, 100);
    Api.detect(
            id,
            "{\"timestamps\":[%d,%d],\"values\":[null,null]}"
                .formatted(time + MINUTE, time + 2 * MINUTE))
        .statusCode(200);
    String anomaly = anomaly(id);
    say(anomaly, "expected").statusCode(422).body("type", endsWith(":nothing-to-teach"));
    record(id, "").body("pagination.total", equalTo(0));
    given().get("/api/anomalies/" + anomaly).then().body("feedback", nullValue());
    say(anomaly, "not_anomaly").statusCode(200);
    record(id, "").body("feedback[0].tolerance.class", equalTo("absence"));
  }

  @Test
  void feedbackAndTheStateOfTheEntityAreOneToTheBitAfterAKill() {
    String id = calm();
    String anomaly = spike(id, 60);
    String other = calm();
    String its = spike(other, 60);
    for (Map.Entry<String, String> one : Map.of(anomaly, "expected", its, "expected").entrySet()) {
      say(one.getKey(), one.getValue()).statusCode(200);
    }
    kill();
    String before = digest(id);
    kill();
    assertEquals(before, digest(id));
    checkpoints.save(true);
    long from = time;
    send(id, 12, 50);
    time = from;
    send(other, 12, 50);
    assertEquals(digest(id), digest(other));
  }

  private static String digest(String id) {
    return given().get("/internal/v1/detectors/" + id + "/states").path("states[0].digest");
  }
}
