package io.aiops.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Prints what ten thousand entities cost to save and to bring back: bytes and milliseconds of a
 * checkpoint, and how long after a restart they are scored again, without retraining.
 */
class RestartBench {

  private static final int ENTITIES = Integer.getInteger("restart.entities", 10_000);
  private static final int LESSONS = 20;
  private static final int POINTS = 10;
  private static final int INTERVAL_SECONDS = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path folder;

  private Service detector;
  private Instant position;

  @Test
  void tenThousandEntities() throws IOException {
    try (Product product = new Product(folder, Map.of("SELF_WATCH", "false"))) {
      detector = product.detector.heap("1g").start().awaitReady();
      define();
      position = Instant.parse(lease().get("position").asText());
      for (int i = 0; i < LESSONS; i++) {
        deliver(POINTS);
      }
      printCheckpoints();
      Map<String, JsonNode> before = new Knowledge(detector.url()).states();
      assertEquals(ENTITIES, before.size());

      long stop = System.nanoTime();
      detector.stop();
      System.out.printf("clean stop with all charts: %.1f s%n", since(stop));
      restarted("clean stop");
      assertNoneMissingNorTwice(before);

      deliver(1);
      detector.kill();
      restarted("kill -9");
      assertNoneMissingNorTwice(before);
    }
  }

  private void define() throws IOException {
    Http.Answer made =
        Http.post(
            detector.url() + "/api/detectors",
            """
            {"name":"many","interval":"%ds","source":{"name":"prometheus","query":"many"}}"""
                .formatted(INTERVAL_SECONDS));
    assertEquals(201, made.status(), made.text());
    Http.post(detector.url() + "/api/detectors/detector_1/start", "");
  }

  private JsonNode lease() throws IOException {
    return Puller.lease(detector, 1).values().iterator().next();
  }

  /**
   * Starts it, and measures from the moment it is ready until a batch of all entities is scored.
   */
  private void restarted(String after) throws IOException {
    long start = System.nanoTime();
    detector.start().awaitReady();
    double ready = since(start);
    long measured = System.nanoTime();
    position = Instant.parse(lease().get("position").asText());
    deliver(1);
    System.out.printf(
        "after %s: ready %.1f s after the start, all %d entities scored %.2f s later%n",
        after, ready, ENTITIES, since(measured));
    JsonNode status = Http.get(detector.url() + "/api/detectors/detector_1/status").json();
    assertEquals("ready", status.get("phase").asText());
    assertTrue(since(measured) < PATIENCE.toSeconds());
  }

  /** Each entity has had one point in each interval since, and the last one is of now. */
  private void assertNoneMissingNorTwice(Map<String, JsonNode> before) throws IOException {
    Map<String, JsonNode> now = new Knowledge(detector.url()).states();
    assertEquals(before.keySet(), now.keySet());
    now.forEach(
        (entity, state) -> {
          Instant last = Instant.parse(state.get("last_point_at").asText());
          Instant then = Instant.parse(before.get(entity).get("last_point_at").asText());
          assertEquals(position, last, entity);
          assertEquals(
              Duration.between(then, last).toSeconds() / INTERVAL_SECONDS,
              state.get("points").asLong() - before.get(entity).get("points").asLong(),
              entity);
        });
  }

  private void deliver(int points) throws IOException {
    String body = Batches.after(position, ENTITIES, points, INTERVAL_SECONDS);
    Http.Answer answer = Puller.deliver(lease(), body);
    assertEquals(200, answer.status(), answer.text());
    position = Batches.end(position, points, INTERVAL_SECONDS);
  }

  private void printCheckpoints() throws IOException {
    double rounds = metric("aiops_checkpoint_seconds_count");
    await("the last points are saved")
        .atMost(PATIENCE)
        .until(() -> metric("aiops_checkpoint_seconds_count") > rounds);
    double count = metric("aiops_checkpoint_seconds_count");
    System.out.printf(
        "checkpoints: %.0f, each %.0f ms (longest %.0f ms) and %.1f MB, %.0f bytes per entity%n",
        count,
        metric("aiops_checkpoint_seconds_sum") / count * 1000,
        metric("aiops_checkpoint_seconds_max") * 1000,
        metric("aiops_checkpoint_size_bytes_sum") / count / 1e6,
        metric("aiops_checkpoint_size_bytes_max") / ENTITIES);
  }

  private double metric(String name) throws IOException {
    return Http.get(detector.url() + "/q/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(0);
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
