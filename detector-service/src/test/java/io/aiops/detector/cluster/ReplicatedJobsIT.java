package io.aiops.detector.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.aiops.detector.pull.Worker;
import io.aiops.detector.store.TestPostgres;
import io.restassured.response.Response;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Previews, which belong to no detector, among processes on one database. */
@Tag("long")
class ReplicatedJobsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long MINUTE = 60_000;
  private static final Instant FROM = Instant.parse("2026-01-02T00:00:00Z");
  private static final long START = FROM.minus(Duration.ofDays(1)).toEpochMilli();
  private static final int POINTS = 1500;

  private static TestPostgres server;

  @TempDir Path folder;
  private Replica a;
  private Replica b;

  @BeforeAll
  static void startServer() {
    server = TestPostgres.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void startReplicas() throws IOException {
    String database = server.newDatabase();
    a = Replica.start(database, folder).awaitReady();
    b = Replica.start(database, folder).awaitReady();
  }

  @AfterEach
  void stopReplicas() {
    a.close();
    b.close();
  }

  private static String preview(Replica replica) {
    return replica
        .json(
            "{\"detector\":{\"source\":{\"name\":\"p\",\"query\":\"up\"}},"
                + "\"from\":\"%s\",\"to\":\"%s\"}"
                    .formatted(FROM, FROM.plusMillis((POINTS - 1440) * MINUTE)))
        .post("/api/detectors/preview")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  private static Map<String, Object> lease(Replica replica, String job) {
    List<Map<String, Object>> pulls =
        replica
            .json("{\"worker\":\"one\",\"max\":10}")
            .post("/internal/v1/pulls/lease")
            .then()
            .statusCode(200)
            .extract()
            .path("pulls");
    return pulls.stream().filter(pull -> pull.get("id").equals(job)).findFirst().orElse(Map.of());
  }

  private static Response send(Replica replica, Map<String, Object> pull, int from, int to) {
    Random random = new Random(from);
    double[] values = random.doubles(to - from, 10, 12).toArray();
    long start = START + from * MINUTE;
    return replica
        .json(
            "{\"from\":%d,\"to\":%d,\"series\":[%s]}"
                .formatted(start, START + to * MINUTE, Worker.series(start, "a", values)))
        .header("Fencing-Token", pull.get("token"))
        .post("/internal/v1/pulls/" + pull.get("id") + "/observations");
  }

  private static String state(Replica replica, String job) {
    return replica.call().get("/api/jobs/" + job).then().statusCode(200).extract().path("state");
  }

  @Test
  void aPreviewOfADeadReplicaGoesOnAtAnother() {
    String job = preview(a);
    assertEquals("queued", state(b, job));
    Map<String, Object> pull = lease(b, job);
    assertEquals(a.url(), pull.get("endpoint"));
    send(b, pull, 0, 700).then().statusCode(200);
    assertEquals("running", state(b, job));
    a.kill();
    await("b takes the preview")
        .atMost(PATIENCE)
        .until(() -> b.url().equals(lease(b, job).get("endpoint")));
    Map<String, Object> moved = lease(b, job);
    send(b, moved, 700, 1400).then().statusCode(409);
    send(b, moved, 0, POINTS).then().statusCode(200);
    b.call()
        .get("/api/jobs/" + job)
        .then()
        .body("state", equalTo("finished"))
        .body("result.point_count", equalTo(POINTS))
        .body("result.entity_count", equalTo(1));
  }

  @Test
  void anyReplicaCancelsAndAStopHandsOver() {
    String cancelled = preview(a);
    b.call().delete("/api/jobs/" + cancelled).then().statusCode(204);
    assertEquals("cancelled", state(a, cancelled));
    assertEquals(Map.of(), lease(a, cancelled));
    String job = preview(a);
    send(b, lease(b, job), 0, 700).then().statusCode(200);
    a.stop();
    await("b takes the preview")
        .atMost(PATIENCE)
        .until(() -> b.url().equals(lease(b, job).get("endpoint")));
    send(b, lease(b, job), 0, POINTS).then().statusCode(200);
    assertEquals("finished", state(b, job));
  }
}
