package io.aiops.detector.pull;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.aiops.detector.api.Api;
import io.aiops.detector.api.MovableClock;
import io.aiops.detector.scoring.Checkpoints;
import io.aiops.detector.store.Saboteur;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** A log that says nothing is no source that is gone, and what was learnt of one stays known. */
@QuarkusTest
class QuietLogTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final long MINUTE = 60_000;
  private static final String LINES =
      ",\"model\":{\"type\":\"log_patterns\",\"parameters\":{\"warm_up\":30}},"
          + "\"source\":{\"name\":\"loki\",\"query\":\"{app=\\\"shop\\\"}\"},\"interval\":\"1m\"";

  @Inject Checkpoints checkpoints;

  private final MovableClock clock = new MovableClock();
  private final Worker worker = new Worker(UUID.randomUUID().toString());
  private String id;

  @BeforeEach
  void start() {
    QuarkusMock.installMockForType(clock, Clock.class);
    id = Api.detector(LINES);
    given().post("/api/detectors/" + id + "/start").then().statusCode(200);
  }

  @AfterEach
  void repair() throws SQLException {
    Saboteur.freeTheDisk();
    await()
        .atMost(SOON)
        .until(() -> !given().get("/q/health/ready").asString().contains("\"error\""));
    given().delete("/api/detectors/" + id);
  }

  private static List<Map.Entry<Long, String>> lines(long from, int minutes, String text) {
    return LongStream.range(0, minutes)
        .mapToObj(i -> Map.entry(from + i * MINUTE + 1, text))
        .toList();
  }

  private static int templates(String id) {
    return given().get("/api/detectors/" + id + "/templates").path("pagination.total");
  }

  @Test
  void aQuietLogIsHealthy() {
    clock.forward(Duration.ofMinutes(10));
    Worker.Lease lease = worker.lease(id);
    lease.sendLines(lease.position(), clock.millis(), List.of()).statusCode(200);
    given().get("/api/detectors/" + id + "/health").then().body("health", equalTo("healthy"));
  }

  @Test
  void whatCannotBeReadAgainIsNotForgotten() throws SQLException {
    Worker.Lease lease = worker.lease(id);
    long start = lease.position();
    long warm = start + 1440 * MINUTE;
    lease.sendLines(start, warm, lines(start, 1440, "order placed")).statusCode(200);
    checkpoints.save(false);
    assertEquals(1, templates(id));
    Saboteur.fillTheDisk();
    long next = warm + MINUTE;
    worker
        .lease(id)
        .sendLines(warm, next, lines(warm, 1, "the ring of hosts is broken"))
        .statusCode(503);
    Saboteur.hideStates(true);
    try {
      Saboteur.freeTheDisk();
      worker.lease(id).sendLines(warm, next, lines(warm, 1, "order placed")).statusCode(503);
    } finally {
      Saboteur.hideStates(false);
    }
    await()
        .atMost(SOON)
        .until(() -> !given().get("/q/health/ready").asString().contains("\"error\""));
    worker.lease(id).sendLines(warm, next, lines(warm, 1, "order placed")).statusCode(200);
    assertEquals(1, templates(id));
    int seen = given().get("/api/detectors/" + id + "/templates").path("templates[0].count");
    assertEquals(1441, seen);
  }
}
