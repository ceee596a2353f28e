package io.aiops.detector.pull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.aiops.detector.api.Api;
import io.aiops.detector.scoring.Checkpoints;
import io.aiops.detector.scoring.Engine;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.DisabledOnIntegrationTest;
import io.quarkus.test.junit.QuarkusTest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Lines of logs in, rates of templates and news of new ones out. */
@QuarkusTest
class LogPullTest {

  private static final long MINUTE = 60_000;
  private static final long DAY = 1440 * MINUTE;
  private static final String LINES =
      ",\"model\":{\"type\":\"log_patterns\",\"parameters\":{\"warm_up\":30}},"
          + "\"source\":{\"name\":\"loki\",\"query\":\"{app=\\\"shop\\\"}\"},\"interval\":\"1m\"";

  private final Worker worker = new Worker(UUID.randomUUID().toString());
  private String id;

  @BeforeEach
  void start() {
    id = running();
  }

  @AfterEach
  void delete() {
    given().delete("/api/detectors/" + id);
  }

  private static String running() {
    String id = Api.detector(LINES);
    given().post("/api/detectors/" + id + "/start").then().statusCode(200);
    return id;
  }

  /** The same usual lines for the same minute, whoever asks. */
  private static List<Map.Entry<Long, String>> usual(long from, int minutes, String... more) {
    List<Map.Entry<Long, String>> lines = new ArrayList<>();
    for (int i = 0; i < minutes; i++) {
      Random random = new Random(i);
      long start = from + i * MINUTE;
      for (int n = 0; n < 5 + random.nextInt(3); n++) {
        lines.add(Map.entry(start + 1 + n, "order " + random.nextInt(1000) + " placed"));
      }
      lines.add(Map.entry(start + 100, "cache hit for key k" + random.nextInt(9)));
      if (i == minutes - 1) {
        for (String line : more) {
          lines.add(Map.entry(start + 200, line));
        }
      }
    }
    return lines;
  }

  /**
   * Sends usual lines up to the present, so that the next ones are live; answers where it stands.
   */
  private long warmUp(String detector) {
    Worker.Lease lease = worker.lease(detector);
    long start = lease.position() + DAY - 60 * MINUTE;
    lease.sendLines(lease.position(), start, List.of()).statusCode(200);
    lease.sendLines(start, start + 60 * MINUTE, usual(start, 60)).statusCode(200);
    return start + 60 * MINUTE;
  }

  private void send(String detector, long from, int minutes, String... more) {
    worker
        .lease(detector)
        .sendLines(from, from + minutes * MINUTE, usual(from, minutes, more))
        .statusCode(200);
  }

  private static List<String> classes(String detector) {
    return given().get("/api/anomalies?detector_id=" + detector).path("anomalies.class");
  }

  /** Of the states of t1, t2 and so on. */
  private static List<String> digests(String detector) {
    return states(detector, "states.sort { it.labels.template_id }.digest");
  }

  private static List<Integer> points(String detector) {
    return states(detector, "states.sort { it.labels.template_id }.points");
  }

  private static <T> List<T> states(String detector, String path) {
    return given().get("/internal/v1/detectors/" + detector + "/states").path(path);
  }

  @Test
  void aPullOfLinesIsOfKindLogAndTakesNoPoints() {
    Worker.Lease lease = worker.lease(id);
    assertEquals("log", lease.fields().get("kind"));
    lease
        .send(lease.position(), "a", 1, 2)
        .statusCode(400)
        .body("violations.field", hasItem("series"));
  }

  @Test
  void eachTemplateIsAnEntityWhoseValueIsItsRate() {
    warmUp(id);
    given()
        .get("/api/detectors/" + id + "/entities?sort=entity")
        .then()
        .body("pagination.total", equalTo(2))
        .body("entities.entity.template", hasItem("order <*> placed"))
        .body("entities.entity.template_id", hasItem("t1"))
        .body("entities.points", hasItem(60))
        .body("entities.phase", hasItem("ready"));
    assertEquals(List.of(), classes(id));
  }

  @Test
  void aNewTemplateIsAnAnomalyOnceAndAStormOfThemIsOne() {
    long now = warmUp(id);
    send(id, now, 1, "database connection lost, error code 17");
    assertEquals(List.of("new_pattern"), classes(id));
    String[] storm = new String[40];
    for (int i = 0; i < storm.length; i++) {
      storm[i] = "w".repeat(i + 1) + " " + "storm ".repeat(2 + i % 17) + "x".repeat(40 - i);
    }
    send(id, now + MINUTE, 1, storm);
    assertEquals(List.of("new_pattern"), classes(id));
    given()
        .get("/api/anomalies?detector_id=" + id)
        .then()
        .body("anomalies[0].severity", equalTo("high"))
        .body("anomalies[0].entity.template", containsString("database connection lost"))
        .body("anomalies[0].explanation", containsString("for example: database connection"))
        .body("anomalies[0].explanation", containsString("more new ones"));
  }

  @Test
  void aTemplateThatVanishesIsADropOfItsRate() {
    long now = warmUp(id);
    worker.lease(id).sendLines(now, now + 5 * MINUTE, List.of()).statusCode(200);
    given()
        .get("/api/anomalies?detector_id=" + id)
        .then()
        .body("anomalies.class", hasItem("deviation"))
        .body("anomalies.direction", hasItem("below"))
        .body("anomalies.explanation", hasItem(containsString("lines like \"order <*> placed\"")));
  }

  @Test
  @DisabledOnIntegrationTest("reads all states anew in the running process")
  void aRangeGivesTheSameInOneBatchInManyAndAfterARestart() {
    String other = running();
    try {
      long now = warmUp(id);
      long its = warmUp(other);
      assertEquals(now, its);
      String news = "disk failure on device sda";
      send(id, now, 6, news);
      List<Map.Entry<Long, String>> lines = usual(now, 6, news);
      long step = 7_777;
      for (long from = now; from < now + 6 * MINUTE; from += step) {
        long start = from;
        long end = Math.min(now + 6 * MINUTE, from + step);
        // Each batch is preceded by the one before it again, as after a lost answer.
        long again = Math.max(now, from - step);
        List<Map.Entry<Long, String>> part =
            lines.stream().filter(l -> l.getKey() > again && l.getKey() <= end).toList();
        worker.lease(other).sendLines(again, end, part).statusCode(200);
        if (start % 3 == 0) {
          restart();
        }
      }
      List<String> expected = digests(id);
      assertEquals(3, expected.size());
      // The anomaly that the third one holds names its detector.
      assertEquals(expected.subList(0, 2), digests(other).subList(0, 2));
      assertEquals(points(id), points(other));
      assertEquals(List.of("new_pattern"), classes(id));
      assertEquals(classes(id), classes(other));
    } finally {
      given().delete("/api/detectors/" + other);
    }
  }

  private static void restart() {
    Arc.container().instance(Checkpoints.class).get().save(true);
    Arc.container().instance(Engine.class).get().load();
  }

  @Test
  void valuesAreRefusedAndTheDefinitionIsChecked() {
    Api.detect(id, "{\"value\":1}").statusCode(422).body("type", endsWith(":lines-only"));
    Api.json("{\"values\":[1,2,3]}").post("/api/detectors/" + id + "/train").then().statusCode(422);
    Api.json(
            "{\"name\":\"x\",\"missing\":\"zero\",\"model\":{\"type\":\"log_patterns\","
                + "\"parameters\":{\"templates\":0}}}")
        .post("/api/detectors/validate")
        .then()
        .statusCode(200)
        .body("valid", equalTo(false))
        .body("errors.field", hasItem("source"))
        .body("errors.field", hasItem("missing"))
        .body("errors.field", hasItem("model.parameters.templates"));
  }
}
