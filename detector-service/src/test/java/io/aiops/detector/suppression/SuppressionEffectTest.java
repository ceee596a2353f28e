package io.aiops.detector.suppression;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.detector.api.Api;
import io.aiops.detector.json.Json;
import io.aiops.detector.scoring.Checkpoints;
import io.aiops.detector.scoring.Engine;
import io.aiops.detector.store.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What suppressions do to anomalies and their events, and that a kill changes nothing of it. */
@QuarkusTest
class SuppressionEffectTest {

  private static final long START = 1_767_323_040_000L;
  private static final long MINUTE = 60_000;

  @Inject Engine engine;
  @Inject Checkpoints checkpoints;
  @Inject Database database;
  @Inject Json json;

  private final String team = UUID.randomUUID().toString();
  private long time = START;
  private String made;

  /** A detector of the team that has seen 300 calm points. */
  private String calm() {
    String id = Api.detector(",\"labels\":{\"team\":\"" + team + "\"}");
    time = START;
    send(id, 10, 300);
    return id;
  }

  private void send(String id, double value, int count) {
    StringBuilder times = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < count; i++) {
      time += MINUTE;
      times.append(i == 0 ? "" : ",").append(time);
      values.append(i == 0 ? "" : ",").append(value + Math.sin((double) time / MINUTE * 2.399));
    }
    Api.detect(
            id,
            "{\"timestamps\":[%s],\"values\":[%s],\"entity\":{\"pod\":\"api-1\"}}"
                .formatted(times, values))
        .statusCode(200);
  }

  private String suppress(String more) {
    made =
        Api.json("{\"name\":\"" + UUID.randomUUID() + "\"" + more + "}")
            .post("/api/suppressions")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    return made;
  }

  private String byTeam(String more) {
    return suppress(",\"matchers\":[\"team=\\\"" + team + "\\\"\",\"pod=~api-.*\"]" + more);
  }

  private void change(String id, String body) {
    Api.json("{\"name\":\"" + UUID.randomUUID() + "\"" + body + "}")
        .put("/api/suppressions/" + id)
        .then()
        .statusCode(200);
  }

  @AfterEach
  void noOther() {
    if (made != null) {
      given().delete("/api/suppressions/" + made);
    }
  }

  private static ValidatableResponse anomalies(String id, String query) {
    return given().get("/api/anomalies?detector_id=" + id + query).then().statusCode(200);
  }

  private static void assertSuppressed(String id, String by) {
    anomalies(id, "")
        .body("anomalies", hasSize(1))
        .body("anomalies[0].suppressed", equalTo(by != null))
        .body("anomalies[0].suppressed_by", by == null ? nullValue() : equalTo(by));
    anomalies(id, "&suppressed=" + (by != null)).body("anomalies", hasSize(1));
    anomalies(id, "&suppressed=" + (by == null)).body("anomalies", hasSize(0));
  }

  /** The events of the anomalies of a detector, each with whether it was suppressed. */
  private List<String> events(String id) {
    return database.read(
        tx ->
            tx.list(
                "SELECT type, data FROM event WHERE detector_id = ? AND topic = ? ORDER BY seq",
                row -> {
                  JsonNode data = json.read(row.getString(2));
                  return row.getString(1).substring("anomaly_".length())
                      + (data.path("suppressed").asBoolean() ? " suppressed" : "");
                },
                id,
                "anomalies"));
  }

  /** As after kill -9: what was not committed is gone. */
  private void kill() {
    engine.load();
  }

  @Test
  void whatIsFoundIsKeptAndSaysThatItIsSuppressed() {
    String suppression = byTeam("");
    String id = calm();
    send(id, 60, 3);
    assertSuppressed(id, suppression);
    send(id, 10, 60);
    assertSuppressed(id, suppression);
    assertEquals(List.of("detected suppressed", "resolved suppressed"), events(id));
    given()
        .get("/api/anomalies?suppressed=perhaps")
        .then()
        .statusCode(400)
        .body("violations[0].field", equalTo("suppressed"));
  }

  @Test
  void oneThatIsDeletedLetsGoWithTheNextPoint() {
    String suppression = byTeam("");
    String id = calm();
    send(id, 60, 3);
    given().delete("/api/suppressions/" + suppression).then().statusCode(204);
    assertSuppressed(id, suppression);
    kill();
    send(id, 60, 1);
    assertSuppressed(id, null);
    send(id, 60, 3);
    assertEquals(List.of("detected suppressed", "updated"), events(id));
  }

  @Test
  void oneThatIsSwitchedOffOrMadeWhileAnAnomalyIsOpenCountsFromTheNextPoint() {
    String id = calm();
    send(id, 60, 3);
    String suppression = byTeam("");
    send(id, 60, 1);
    assertSuppressed(id, suppression);
    change(suppression, ",\"matchers\":[\"team=" + team + "\"],\"enabled\":false");
    send(id, 60, 1);
    assertSuppressed(id, null);
    change(suppression, ",\"matchers\":[\"team=" + team + "\"]");
    send(id, 60, 1);
    assertSuppressed(id, suppression);
    change(suppression, ",\"matchers\":[\"team=other\"]");
    send(id, 60, 2);
    assertEquals(
        List.of("detected", "updated suppressed", "updated", "updated suppressed", "updated"),
        events(id));
  }

  /** Windows are those of the points: the same whenever these come, and after a kill amid them. */
  @Test
  void aWindowCountsInTheTimeOfThePoints() {
    Instant from = Instant.ofEpochMilli(START + 302 * MINUTE);
    Instant to = Instant.ofEpochMilli(START + 305 * MINUTE);
    String suppression = byTeam(",\"starts_at\":\"" + from + "\",\"ends_at\":\"" + to + "\"");
    String undisturbed = calm();
    send(undisturbed, 60, 10);
    String killed = calm();
    for (int i = 0; i < 10; i++) {
      send(killed, 60, 1);
      if (i % 2 == 0) {
        checkpoints.save(i % 4 == 0);
      }
      kill();
      if (i == 3) {
        assertSuppressed(killed, suppression);
      }
    }
    List<String> expected = List.of("detected", "updated suppressed", "updated");
    assertEquals(expected, events(undisturbed));
    assertEquals(expected, events(killed));
    assertSuppressed(undisturbed, null);
  }

  @Test
  void aScheduleCountsInTheTimeOfThePoints() {
    String clock = Instant.ofEpochMilli(START + 303 * MINUTE).toString().substring(11, 16);
    byTeam(
        ",\"schedule\":{\"from\":\""
            + clock
            + "\",\"to\":\"23:59\",\"time_zone\":\"UTC\",\"weekdays\":[\"fri\"]}");
    String id = calm();
    send(id, 60, 5);
    assertEquals(List.of("detected", "updated suppressed"), events(id));
  }

  @Test
  void theOneThatCountsStaysWhileAnotherDoesToo() {
    byTeam("");
    String first = made;
    String id = calm();
    send(id, 60, 3);
    String second = suppress(",\"detector_id\":\"" + id + "\"");
    send(id, 60, 1);
    assertSuppressed(id, first);
    given().delete("/api/suppressions/" + first).then().statusCode(204);
    send(id, 60, 1);
    assertSuppressed(id, second);
    assertEquals(List.of("detected suppressed", "updated suppressed"), events(id));
  }

  @Test
  void severityIsALabelToo() {
    String id = calm();
    suppress(",\"matchers\":[\"severity!=critical\",\"detector_id=\\\"" + id + "\\\"\"]");
    double value = 13;
    while (events(id).isEmpty()) {
      send(id, value, 1);
      value += 0.5;
    }
    send(id, 500, 2);
    assertEquals(
        List.of("detected suppressed", "updated"), events(id).stream().distinct().toList());
    assertSuppressed(id, null);
  }

  @Test
  void modelsLearnAsBefore() {
    String free = calm();
    send(free, 60, 3);
    send(free, 10, 30);
    byTeam("");
    String silenced = calm();
    send(silenced, 60, 3);
    send(silenced, 10, 30);
    assertSuppressed(silenced, made);
    String results = "/results?entity=%7Bpod%3D%22api-1%22%7D";
    assertEquals(read(free, results), read(silenced, results));
  }

  private static String read(String id, String what) {
    return given()
        .urlEncodingEnabled(false)
        .get("/api/detectors/" + id + what)
        .then()
        .statusCode(200)
        .extract()
        .asString()
        .replace(id, "");
  }
}
