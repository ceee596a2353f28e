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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Prints how many points a second one, two and three processes of detector-service score on one
 * PostgreSQL. Each detector gets batches as a pull that catches up brings them, one after the
 * other, at the address of its owner. Beside it stand the processors of this machine, which the
 * sender and the database use too, and what the processes spent of them for a million points.
 */
class ScaleOutBench {

  private static final int DETECTORS = 12;
  private static final int ENTITIES = 100;
  private static final int POINTS = 100;
  private static final int INTERVAL_SECONDS = 10;
  private static final int WARM_UP = Integer.getInteger("scaleout.warmup", 30);
  private static final int ROUNDS = Integer.getInteger("scaleout.rounds", 60);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Map<String, String> ENVIRONMENT =
      Map.of("SELF_WATCH", "false", "AIOPS_PULL_LEASE", "30m");

  @TempDir Path folder;

  private final Map<String, Instant> positions = new HashMap<>();

  private record Measured(double perSecond, double cpuSecondsPerMillion) {}

  @Test
  void oneTwoAndThreeProcesses() throws Exception {
    Map<Integer, Measured> measured = new HashMap<>();
    try (PostgresServer postgres = new PostgresServer(folder)) {
      for (int replicas = 1; replicas <= 3; replicas++) {
        measured.put(replicas, measure(postgres, replicas));
      }
    }
    System.out.printf(
        "%n| detector-services, on %d processors | points/s | of one | CPU s for 1 M points |%n"
            + "|---|---|---|---|%n",
        Runtime.getRuntime().availableProcessors());
    measured.forEach(
        (replicas, one) ->
            System.out.printf(
                "| %d | %,.0f | %.2f | %.1f |%n",
                replicas,
                one.perSecond(),
                one.perSecond() / measured.get(1).perSecond(),
                one.cpuSecondsPerMillion()));
  }

  private Measured measure(PostgresServer postgres, int replicas) throws Exception {
    String database = "scale" + replicas;
    postgres.create(database);
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    environment.putAll(postgres.environment(database));
    Path own = Files.createDirectories(folder.resolve(database));
    try (Product product = Product.of(own, environment, new Product.Replicas(replicas, 1, 1))) {
      product.detectors.forEach(Service::start);
      product.detectors.forEach(Service::awaitReady);
      define(product.detector);
      Shares shares = new Shares(postgres, database);
      shares.awaitEven(DETECTORS, replicas);
      deliver(product, batches(WARM_UP));
      shares.awaitEven(DETECTORS, replicas);

      Map<String, List<String>> batches = batches(ROUNDS);
      double cpu = cpuSeconds(product);
      long start = System.nanoTime();
      deliver(product, batches);
      double seconds = (System.nanoTime() - start) / 1e9;
      double millions = (double) DETECTORS * ROUNDS * ENTITIES * POINTS / 1e6;
      cpu = cpuSeconds(product) - cpu;
      assertAllCounted(product);
      return new Measured(millions * 1e6 / seconds, cpu / millions);
    }
  }

  private void define(Service detector) throws IOException {
    positions.clear();
    for (int i = 0; i < DETECTORS; i++) {
      Outages.define(detector, "d" + i, "load", INTERVAL_SECONDS + "s");
    }
    for (JsonNode pull : lease(detector).values()) {
      positions.put(pull.get("id").asText(), Instant.parse(pull.get("position").asText()));
    }
  }

  /** All pulls; one whose detector is just moving is left out of an answer. */
  private static Map<String, JsonNode> lease(Service detector) {
    return await("all pulls have an owner")
        .atMost(PATIENCE)
        .until(() -> Puller.lease(detector, DETECTORS), pulls -> pulls.size() == DETECTORS);
  }

  /** The next batches of each pull; written before time is taken. */
  private Map<String, List<String>> batches(int rounds) {
    Map<String, List<String>> batches = new HashMap<>();
    for (String pull : List.copyOf(positions.keySet())) {
      List<String> own = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        own.add(Batches.after(positions.get(pull), ENTITIES, POINTS, INTERVAL_SECONDS));
        positions.computeIfPresent(
            pull, (same, from) -> Batches.end(from, POINTS, INTERVAL_SECONDS));
      }
      batches.put(pull, own);
    }
    return batches;
  }

  private static void deliver(Product product, Map<String, List<String>> batches) throws Exception {
    Map<String, JsonNode> pulls = lease(product.detector);
    ExecutorService workers = Executors.newFixedThreadPool(DETECTORS);
    try {
      List<Future<?>> all = new ArrayList<>();
      batches.forEach(
          (pull, own) ->
              all.add(
                  workers.submit(
                      () -> {
                        deliver(pulls.get(pull), own);
                        return null;
                      })));
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      workers.shutdown();
    }
  }

  /** In order, and again where the detector is just moving, as ingest-service does. */
  private static void deliver(JsonNode pull, List<String> batches) throws IOException {
    for (String batch : batches) {
      Http.Answer answer = Puller.deliver(pull, batch);
      while (answer.status() == 503) {
        answer = Puller.deliver(pull, batch);
      }
      assertEquals(200, answer.status(), answer.text());
    }
  }

  private static void assertAllCounted(Product product) throws IOException {
    Map<String, JsonNode> states = new Knowledge(product.detector.url()).states();
    assertEquals(DETECTORS * ENTITIES, states.size());
    states.forEach(
        (entity, state) ->
            assertEquals((WARM_UP + ROUNDS) * POINTS, state.get("points").asInt(), entity));
  }

  /** Processor time of all processes of detector-service since their start. */
  private static double cpuSeconds(Product product) {
    return product.detectors.stream()
            .map(one -> ProcessHandle.of(one.pid()).orElseThrow())
            .map(one -> one.info().totalCpuDuration().orElse(Duration.ZERO))
            .mapToLong(Duration::toMillis)
            .sum()
        / 1e3;
  }
}
