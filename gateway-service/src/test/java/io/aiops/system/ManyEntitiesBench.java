package io.aiops.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Prints how a detector-service with a heap of 2 GiB takes points of a hundred thousand entities:
 * first as many as it can until all are warm, then one a minute of each; pauses of the collector,
 * heap and checkpoints. Properties: {@code many.entities} per detector, {@code many.minutes}.
 */
class ManyEntitiesBench {

  private static final int DETECTORS = 10;
  private static final int ENTITIES = Integer.getInteger("many.entities", 10_000);
  private static final int MINUTES = Integer.getInteger("many.minutes", 10);
  private static final int INTERVAL_SECONDS = 60;

  /** Points of a warm-up, and some more to learn from. */
  private static final int LESSONS = 140;

  private static final int AT_ONCE = 10;
  private static final double LONGEST_PAUSE = 200;

  /** A pause in a log of the collector: its kind, the heap after it in MiB, its milliseconds. */
  private static final Pattern PAUSE =
      Pattern.compile("Pause (Young|Full|Remark|Cleanup).* \\d+M->(\\d+)M\\(\\d+M\\) ([\\d.]+)ms");

  @TempDir Path folder;

  private final Map<String, Instant> positions = new HashMap<>();
  private Service detector;

  private record Pause(String kind, double heapAfter, double millis) {}

  @Test
  void aHundredThousandEntities() throws IOException {
    Path log = folder.resolve("gc.log");
    try (Product product = new Product(folder, Map.of("SELF_WATCH", "false"))) {
      detector = product.detector.heap("2g").set("JAVA_TOOL_OPTIONS", "-Xlog:gc:file=" + log);
      detector.set("AIOPS_PULL_LEASE", "1h").start().awaitReady();
      define();
      Map<String, JsonNode> pulls = Puller.lease(detector, DETECTORS);
      pulls.forEach((id, pull) -> positions.put(id, Instant.parse(pull.get("position").asText())));

      long start = System.nanoTime();
      for (int points = 0; points < LESSONS; points += AT_ONCE) {
        for (JsonNode pull : pulls.values()) {
          deliver(pull, AT_ONCE);
        }
      }
      double points = (double) LESSONS * DETECTORS * ENTITIES;
      System.out.printf("%nwarm-up: %,.0f points, %,.0f a second%n", points, points / since(start));
      List<Pause> before = pauses(log);
      report("warm-up", before);

      List<Double> batches = new ArrayList<>();
      long steady = System.nanoTime();
      for (int turn = 0; turn < MINUTES * DETECTORS; turn++) {
        Duration due = Duration.ofMinutes(1).multipliedBy(turn).dividedBy(DETECTORS);
        await()
            .pollInterval(Duration.ofMillis(50))
            .atMost(Duration.ofMinutes(5))
            .until(() -> since(steady) * 1000 >= due.toMillis());
        long batch = System.nanoTime();
        deliver(pulls.get("detector_" + (turn % DETECTORS + 1)), 1);
        batches.add(since(batch) * 1000);
      }
      Figures millis = new Figures(batches.stream().mapToDouble(Double::doubleValue).toArray());
      System.out.printf(
          "%d minutes of a point a minute: %.0f s; a batch of %,d points p50 %.0f, most %.0f ms%n",
          MINUTES, since(steady), ENTITIES, millis.median(), millis.most());
      List<Pause> all = pauses(log);
      report("afterwards", all.subList(before.size(), all.size()));
      printHeld();
      assertTrue(
          all.stream().noneMatch(one -> one.kind().equals("Full") && one.millis() > LONGEST_PAUSE),
          "a full collection took longer than " + LONGEST_PAUSE + " ms");
    }
  }

  private void define() throws IOException {
    for (int i = 0; i < DETECTORS; i++) {
      Outages.define(detector, "many" + i, "many" + i, INTERVAL_SECONDS + "s");
    }
  }

  private void deliver(JsonNode pull, int points) throws IOException {
    String id = pull.get("id").asText();
    Instant from = positions.get(id);
    Http.Answer answer =
        Puller.deliver(pull, Batches.after(from, ENTITIES, points, INTERVAL_SECONDS));
    assertEquals(200, answer.status(), answer.text());
    positions.put(id, Batches.end(from, points, INTERVAL_SECONDS));
  }

  private static List<Pause> pauses(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .map(PAUSE::matcher)
          .filter(Matcher::find)
          .map(
              found ->
                  new Pause(
                      found.group(1),
                      Double.parseDouble(found.group(2)),
                      Double.parseDouble(found.group(3))))
          .toList();
    }
  }

  private static void report(String phase, List<Pause> pauses) {
    pauses.stream()
        .map(Pause::kind)
        .distinct()
        .sorted()
        .forEach(
            kind -> {
              Figures millis =
                  new Figures(
                      pauses.stream()
                          .filter(one -> one.kind().equals(kind))
                          .mapToDouble(Pause::millis)
                          .toArray());
              System.out.printf(
                  "%s: %d pauses %s, median %.1f, longest %.1f ms%n",
                  phase, millis.within(Double.MAX_VALUE), kind, millis.median(), millis.most());
            });
    System.out.printf(
        "%s: heap at least %.0f, at most %.0f MiB after a pause%n",
        phase,
        pauses.stream().mapToDouble(Pause::heapAfter).min().orElse(0),
        pauses.stream().mapToDouble(Pause::heapAfter).max().orElse(0));
  }

  /** What there is in the end; every point of every entity must have been counted. */
  private void printHeld() throws IOException {
    long entities = 0;
    long bytes = 0;
    long points = 0;
    for (String id : positions.keySet()) {
      JsonNode status = Http.get(detector.url() + "/api/detectors/" + id + "/status").json();
      entities += status.get("entities").asLong();
      bytes += status.get("memory_bytes").asLong();
      points += status.get("points_processed").asLong();
    }
    System.out.printf(
        "%,d entities, %,d points, %,d bytes an entity by its own account; live heap %s%n",
        entities, points, bytes / entities, Footprint.of(detector));
    assertEquals((long) DETECTORS * ENTITIES, entities);
    assertEquals(entities * (LESSONS + MINUTES), points);
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
