package io.aiops.detector.pull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.aiops.detector.api.Api;
import io.aiops.detector.scoring.Checkpoints;
import io.aiops.detector.scoring.Engine;
import io.quarkus.test.junit.QuarkusTest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Feedback on detectors of lines, and the templates that they have found. */
@QuarkusTest
class LogFeedbackTest {

  private static final long MINUTE = 60_000;
  private static final long DAY = 1440 * MINUTE;
  private static final String NEWS = "database connection lost";
  private static final String LINES =
      ",\"model\":{\"type\":\"log_patterns\",\"parameters\":{\"warm_up\":30,\"templates\":4}},"
          + "\"source\":{\"name\":\"loki\",\"query\":\"{app=\\\"shop\\\"}\"},\"interval\":\"1m\"";

  @Inject Engine engine;
  @Inject Checkpoints checkpoints;

  private final Worker worker = new Worker(UUID.randomUUID().toString());
  private String id;
  private long now;

  @BeforeEach
  void start() {
    id = Api.detector(LINES);
    given().post("/api/detectors/" + id + "/start").then().statusCode(200);
    Worker.Lease lease = worker.lease(id);
    now = lease.position() + DAY - 60 * MINUTE;
    lease.sendLines(lease.position(), now, List.of()).statusCode(200);
    minutes(60);
  }

  @AfterEach
  void delete() {
    given().delete("/api/detectors/" + id);
  }

  /** Usual lines, and more in the last minute. */
  private void minutes(int count, String... more) {
    List<Map.Entry<Long, String>> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long start = now + i * MINUTE;
      for (int n = 0; n < 6; n++) {
        lines.add(Map.entry(start + 1 + n, "order " + (17 * n) + " placed, token=abc"));
      }
      lines.add(Map.entry(start + 100, "cache hit for key k" + i % 9));
    }
    for (String line : more) {
      lines.add(Map.entry(now + count * MINUTE - 1000, line));
    }
    worker.lease(id).sendLines(now, now + count * MINUTE, lines).statusCode(200);
    now += count * MINUTE;
  }

  /** Anomalies of new patterns; a rate may deviate as well. */
  private int anomalies() {
    List<String> classes = given().get("/api/anomalies?detector_id=" + id).path("anomalies.class");
    return Collections.frequency(classes, "new_pattern");
  }

  private String news() {
    minutes(1, NEWS);
    assertEquals(1, anomalies());
    return given().get("/api/anomalies?detector_id=" + id).path("anomalies[0].id");
  }

  /** Others make the template of the news forgotten, then it comes again. */
  private void forgetAndComeAgain() {
    minutes(10);
    minutes(1, "alpha beta gamma", "one two three four five");
    minutes(10);
    assertEquals(2, anomalies());
    minutes(1, NEWS);
  }

  @Test
  void aPatternThatWasForgottenIsNewAgain() {
    news();
    forgetAndComeAgain();
    assertEquals(3, anomalies());
  }

  @Test
  void aKnownPatternIsNoNewsAlsoAfterAKill() {
    String anomaly = news();
    Api.json("{\"verdict\":\"expected\"}")
        .post("/api/anomalies/" + anomaly + "/feedback")
        .then()
        .statusCode(200);
    engine.load();
    given()
        .get("/api/detectors/" + id + "/feedback")
        .then()
        .body("feedback[0].effect", equalTo("known_pattern"))
        .body("feedback[0].in_effect", equalTo(true));
    forgetAndComeAgain();
    assertEquals(2, anomalies());
    given().delete("/api/anomalies/" + anomaly + "/feedback").then().statusCode(200);
    given()
        .get("/api/detectors/" + id + "/feedback")
        .then()
        .body("feedback[0].in_effect", equalTo(false));
  }

  @Test
  void aNewPatternThatIsTheNewNormalEnds() {
    String anomaly = news();
    Api.json("{\"verdict\":\"new_normal\"}")
        .post("/api/anomalies/" + anomaly + "/feedback")
        .then()
        .statusCode(200)
        .body("state", equalTo("resolved"));
  }

  @Test
  void templatesAreListedWithTheirCountsAndTimesAlsoAfterARestart() {
    String before = templates("");
    checkpoints.save(true);
    engine.load();
    assertEquals(before, templates(""));
    given()
        .get("/api/detectors/" + id + "/templates")
        .then()
        .statusCode(200)
        .body("pagination.total", equalTo(2))
        .body("templates.id", contains("t1", "t2"))
        .body("templates[0].template", equalTo("order <*> placed, token=***"))
        .body("templates[0].example", equalTo("order <number> placed, token=***"))
        .body("templates[0].count", equalTo(360))
        .body("templates.rate_per_minute", contains(6f, 1f))
        .body("templates.first_seen_at", everyItem(notNullValue()))
        .body("templates.last_seen_at", everyItem(notNullValue()));
    given()
        .get("/api/detectors/" + id + "/templates?sort=rate&limit=1&page=2")
        .then()
        .body("templates.id", contains("t1"))
        .body("pagination.pages", equalTo(2));
    given()
        .get("/api/detectors/" + id + "/templates?q=CACHE")
        .then()
        .body("templates.id", contains("t2"))
        .body("templates[0].count", greaterThan(59));
  }

  private String templates(String query) {
    return given().get("/api/detectors/" + id + "/templates" + query).asString();
  }

  @Test
  void aDetectorOfValuesHasNoTemplates() {
    given()
        .get("/api/detectors/" + Api.detector("") + "/templates")
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("type", endsWith(":not-a-log-detector"));
  }
}
