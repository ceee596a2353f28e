package io.aiops.detector.pull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.aiops.detector.api.Api;
import io.aiops.detector.api.MovableClock;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How a definition would have judged history, told without anything being made of it. */
@QuarkusTest
class PreviewTest {

  private static final long MINUTE = 60_000;
  private static final int WARM_UP = 1440;
  private static final Instant FROM = Instant.parse("2026-01-02T00:00:00Z");
  private static final long START = FROM.minus(Duration.ofDays(1)).toEpochMilli();
  private static final String SOURCE = "\"source\":{\"name\":\"prometheus\",\"query\":\"up\"}";

  @Inject HistoryJobs jobs;
  @Inject Pulls pulls;

  private final MovableClock clock = new MovableClock();
  private final Worker worker = new Worker(UUID.randomUUID().toString());
  private final List<String> started = new ArrayList<>();

  @BeforeEach
  void moveTheClock() {
    QuarkusMock.installMockForType(clock, Clock.class);
  }

  @AfterEach
  void cancelAll() {
    started.forEach(job -> given().delete("/api/jobs/" + job));
  }

  private String preview(int minutes, String more) {
    String job =
        Api.json(
                "{\"detector\":{%s%s},\"from\":\"%s\",\"to\":\"%s\"}"
                    .formatted(SOURCE, more, FROM, FROM.plusMillis(minutes * MINUTE)))
            .post("/api/detectors/preview")
            .then()
            .statusCode(202)
            .header("Location", containsString("/api/jobs/job_"))
            .body("kind", equalTo("preview"))
            .body("state", equalTo("queued"))
            .body("detector_id", nullValue())
            .extract()
            .path("id");
    started.add(job);
    return job;
  }

  /** A level with noise; the minutes from {@code spike} on, five of them, are far off. */
  private static double[] values(int seed, int count, int spike) {
    Random random = new Random(seed);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = 100 + random.nextGaussian() + (i >= spike && i < spike + 5 ? 80 : 0);
    }
    return values;
  }

  private static JsonPath job(String id) {
    return given().get("/api/jobs/" + id).then().statusCode(200).extract().jsonPath();
  }

  @Test
  void tellsWhatWouldHaveBeenFoundAndMakesNothing() {
    List<Object> detectors = given().get("/api/detectors?limit=200").path("detectors.id");
    int events = given().get("/api/anomalies").path("pagination.total");
    String id = preview(600, "");
    Worker.Lease lease = worker.lease(id);
    assertEquals(START, lease.position(), "it warms up on the day before");
    assertEquals(null, lease.fields().get("detector_id"));
    double[] values = values(1, WARM_UP + 600, WARM_UP + 300);
    lease.send(START, START + (WARM_UP + 600) * MINUTE, Worker.series(START, "a", values));
    JsonPath job = job(id);
    assertEquals("finished", job.getString("state"));
    assertEquals(100, job.getDouble("progress.percent"));
    int found = job.getInt("result.anomaly_count");
    assertEquals(found, job.getList("result.entities[0].anomalies").size());
    assertEquals(1, job.getInt("result.entity_count"));
    assertEquals(WARM_UP + 600, job.getInt("result.point_count"));
    assertFalse(job.getBoolean("result.truncated"));
    assertEquals(found * 10080 / 600.0, job.getDouble("result.anomalies_per_week"), 1e-3);
    assertEquals("a", job.getString("result.entities[0].labels.pod"));
    String spike =
        "result.entities[0].anomalies.find { it.started_at == '2026-01-02T05:01:00.000Z' }.";
    assertTrue(job.getString(spike + "explanation").contains("far above"));
    assertChart(job.getMap("result.entities[0]"));
    given().get("/api/detectors?limit=200").then().body("detectors.id", equalTo(detectors));
    given().get("/api/anomalies").then().body("pagination.total", equalTo(events));
    given().get("/api/anomalies?historical=true&q=" + id).then().body("anomalies", hasSize(0));
    given()
        .get("/api/jobs?kind=preview")
        .then()
        .body("jobs.find { it.id == '" + id + "' }.result", nullValue());
  }

  private static void assertChart(Map<String, Object> entity) {
    List<?> times = (List<?>) entity.get("timestamps");
    assertEquals(240, times.size(), "600 points are thinned");
    assertEquals(240, ((List<?>) entity.get("expected")).size());
    assertFalse(((List<?>) entity.get("expected")).contains(null), "it was ready before");
    double highest =
        ((List<?>) entity.get("scores"))
            .stream().mapToDouble(score -> ((Number) score).doubleValue()).max().orElseThrow();
    assertTrue(highest > 0.9, "the worst points stay: " + highest);
    double most =
        ((List<?>) entity.get("values"))
            .stream().mapToDouble(value -> ((Number) value).doubleValue()).max().orElseThrow();
    assertTrue(most > 170, "the spike stays: " + most);
  }

  @Test
  void judgesAsARunningDetectorWould() {
    double[] values = values(7, WARM_UP + 300, WARM_UP + 200);
    String id = preview(300, "");
    worker.lease(id).send(START, "a", values).statusCode(200);
    String same = preview(300, "");
    Worker.Lease lease = worker.lease(same);
    for (int i = 0; i < values.length; i += 100) {
      double[] part = java.util.Arrays.copyOfRange(values, i, Math.min(values.length, i + 100));
      lease.send(START + i * MINUTE, "a", part).statusCode(200);
    }
    assertEquals(job(id).getMap("result"), job(same).<Object, Object>getMap("result"));
  }

  @Test
  void entitiesBeyondTheBoundAreCountedAndLeftOut() {
    String id = preview(60, "");
    String[] series = new String[130];
    for (int i = 0; i < series.length; i++) {
      series[i] = Worker.series(START, "p" + i, values(i, 60, i == 42 ? 50 : 99));
    }
    worker.lease(id).send(START, START + (WARM_UP + 60) * MINUTE, series).statusCode(200);
    JsonPath job = job(id);
    assertEquals("finished", job.getString("state"));
    assertTrue(job.getBoolean("result.truncated"));
    assertEquals(130, job.getInt("result.entity_count"));
    assertEquals(100, job.getList("result.entities").size());
    assertEquals(100 * 60, job.getInt("result.point_count"));
  }

  @Test
  void worstComesFirstAndOnlyTheFirstHaveCharts() {
    String id = preview(60, "");
    String[] series = new String[30];
    for (int i = 0; i < series.length; i++) {
      double[] values = values(i, WARM_UP + 60, i == 17 ? WARM_UP + 30 : 9999);
      series[i] = Worker.series(START, "p" + i, values);
    }
    worker.lease(id).send(START, START + (WARM_UP + 60) * MINUTE, series).statusCode(200);
    JsonPath job = job(id);
    assertEquals("p17", job.getString("result.entities[0].labels.pod"));
    assertEquals(60, job.getList("result.entities[19].timestamps").size());
    assertEquals(0, job.getList("result.entities[20].timestamps").size());
    assertEquals(30, job.getList("result.entities").size());
  }

  @Test
  void aCrashAmidItBeginsAnew() {
    double[] values = values(3, WARM_UP + 120, WARM_UP + 60);
    String id = preview(120, "");
    worker.lease(id).send(START, "a", java.util.Arrays.copyOf(values, 700)).statusCode(200);
    assertEquals("running", job(id).getString("state"));
    jobs.drop(id);
    pulls.load(id);
    Worker.Lease lease = worker.lease(id);
    assertEquals(START, lease.position());
    lease.send(START + 700 * MINUTE, "a", 1, 2, 3).statusCode(409).body("type", endsWith(":gap"));
    lease.send(START, "a", values).statusCode(200);
    JsonPath job = job(id);
    assertEquals("finished", job.getString("state"));
    assertEquals(WARM_UP + 120, job.getInt("result.point_count"), "nothing counts twice");
    assertEquals(1, job.getInt("result.anomaly_count"));
  }

  @Test
  void whatHindersItIsToldAndFailsItAfterAWhile() {
    String id = preview(60, "");
    worker.lease(id).fail("source_unreachable", "connection refused by prom:9090");
    assertEquals("queued", job(id).getString("state"));
    assertEquals("connection refused by prom:9090", job(id).getString("error"));
    await().untilAsserted(() -> assertTrue(jobs.waits(id)));
    clock.forward(Duration.ofMinutes(4));
    await().untilAsserted(() -> assertEquals("failed", job(id).getString("state")));
    assertTrue(job(id).getString("error").endsWith("connection refused by prom:9090"));
    assertFalse(worker.holds(id));
  }

  @Test
  void pointsThatComeAfterAllClearWhatHindered() {
    String id = preview(60, "");
    Worker.Lease lease = worker.lease(id);
    lease.fail("timeout", "no answer in 30s");
    lease.send(START, "a", values(1, 100, 999)).statusCode(200);
    assertEquals("running", job(id).getString("state"));
    assertEquals(null, job(id).getString("error"));
  }

  @Test
  void aRejectedQueryFailsItInTheWordsOfTheSource() {
    String id = preview(60, "");
    worker.lease(id).fail("query_rejected", "parse error at char 3").statusCode(204);
    assertEquals("failed", job(id).getString("state"));
    assertEquals("parse error at char 3", job(id).getString("error"));
  }

  @Test
  void nothingAtAllIsNoFailure() {
    String id = preview(60, "");
    worker.lease(id).send(START, START + (WARM_UP + 60) * MINUTE).statusCode(200);
    JsonPath job = job(id);
    assertEquals("finished", job.getString("state"));
    assertEquals(0, job.getInt("result.entity_count"));
    assertEquals(null, job.getString("result.anomalies_per_week"));
  }

  @Test
  void cancelledAmidItTakesNothingMore() {
    String id = preview(60, "");
    Worker.Lease lease = worker.lease(id);
    lease.send(START, "a", values(1, 100, 999)).statusCode(200);
    given().delete("/api/jobs/" + id).then().statusCode(204);
    lease.send(START + 100 * MINUTE, "a", values(1, 100, 999)).statusCode(404);
    assertEquals("cancelled", job(id).getString("state"));
  }

  @Test
  void onlySomeRunAtOnceAndTheOthersWaitTheirTurn() {
    String first = preview(60, "");
    String second = preview(60, "");
    String third = preview(60, "");
    String fourth = preview(60, "");
    assertTrue(worker.holds(first));
    assertTrue(worker.holds(second));
    assertFalse(worker.holds(third));
    given().delete("/api/jobs/" + first).then().statusCode(204);
    await().until(() -> worker.holds(third));
    assertFalse(worker.holds(fourth));
    assertEquals("queued", job(fourth).getString("state"));
    given().delete("/api/jobs/" + fourth).then().statusCode(204);
    assertEquals("cancelled", job(fourth).getString("state"));
  }

  @Test
  void linesArePreviewedToo() {
    String id = preview(120, ",\"model\":{\"type\":\"log_patterns\"}");
    Worker.Lease lease = worker.lease(id);
    assertEquals("log", lease.fields().get("kind"));
    List<Map.Entry<Long, String>> lines = new ArrayList<>();
    for (int i = 0; i < WARM_UP + 120; i++) {
      for (int n = 0; n < 3 + i % 2; n++) {
        lines.add(Map.entry(START + i * MINUTE + 1 + n, "order " + (i * 7 + n) + " placed"));
      }
      if (i == WARM_UP + 60) {
        lines.add(Map.entry(START + i * MINUTE + 9, "payment failed: card service is down"));
      }
    }
    lease.sendLines(START, START + (WARM_UP + 120) * MINUTE, lines).statusCode(200);
    JsonPath job = job(id);
    assertEquals("finished", job.getString("state"));
    assertEquals(2, job.getInt("result.entity_count"));
    assertTrue(
        job.getList("result.entities.anomalies.flatten().class", String.class)
            .contains("new_pattern"));
  }

  @Test
  void aSourceOfThePresentHasNoHistory() {
    String name = "scrapes-" + UUID.randomUUID();
    Api.json(
            "{\"kind\":\"openmetrics\",\"url\":\"http://x\",\"reachable\":true,\"latency_ms\":1,"
                + "\"last_error\":null,\"checked_at\":\"2026-01-02T00:00:00Z\"}")
        .put("/internal/v1/sources/" + name)
        .then()
        .statusCode(204);
    Api.json(
            "{\"detector\":{\"source\":{\"name\":\"%s\",\"query\":\"up\"}},\"from\":\"%s\"}"
                .formatted(name, clock.instant().minusSeconds(3600)))
        .post("/api/detectors/preview")
        .then()
        .statusCode(422)
        .body("type", endsWith(":no-history"));
  }

  @Test
  void oldPreviewsAreForgotten() {
    String id = preview(60, "");
    given().delete("/api/jobs/" + id).then().statusCode(204);
    clock.forward(Duration.ofHours(2));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> given().get("/api/jobs/" + id).statusCode() == 404);
    given().get("/api/jobs").then().body("jobs.id", not(hasItem(id)));
  }
}
