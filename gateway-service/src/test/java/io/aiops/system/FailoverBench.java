package io.aiops.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/**
 * Prints how long it takes after a kill -9 of a replica of detector-service until others score all
 * of its detectors, with the default leases, and asserts after each kill that every point was
 * counted once. Points come every second from a real Prometheus by way of ingest-service.
 *
 * <p>Properties: {@code failover.kills}, 20; {@code failover.seed} of who is killed, and when.
 */
class FailoverBench {

  private static final int KILLS = Integer.getInteger("failover.kills", 20);
  private static final long SEED = Long.getLong("failover.seed", 20260102);
  private static final int REPLICAS = 3;
  private static final int DETECTORS = 9;

  /** Of the detectors: a point is due so long after its time. */
  private static final Duration DELAY = Duration.ofSeconds(2);

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double GOAL_SECONDS = 15;

  /** Kills hit every phase of the leases, which are renewed at least that often. */
  private static final int LONGEST_CALM_MILLIS = 6000;

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private Product product;
  private Shares shares;

  private record Failover(double owned, double scored) {}

  @Test
  void killsOfAnOwner() throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("SELF_WATCH", "false");
    environment.put("AIOPS_HISTORY", "1m");
    try (PostgresServer postgres = new PostgresServer(folder);
        Exporter exporter = new Exporter();
        Prometheus prometheus = new Prometheus(folder, exporter.port()).start()) {
      postgres.create("failover");
      environment.putAll(postgres.environment("failover"));
      environment.put("PROMETHEUS_URL", prometheus.url());
      shares = new Shares(postgres, "failover");
      try (Product started =
          Product.of(folder, environment, new Product.Replicas(REPLICAS, 1, 1))) {
        product = started.start();
        for (int i = 0; i < DETECTORS; i++) {
          Outages.define(product.detector, "load " + i, "demo_load");
        }
        Knowledge all = new Knowledge(product.detectorUrl());
        awaitScored(all, all.detectors(), Instant.now());
        Map<String, JsonNode> before = all.states();
        double[] owned = new double[KILLS];
        double[] scored = new double[KILLS];
        for (int i = 0; i < KILLS; i++) {
          Failover one = kill(product.detectors.get(random.nextInt(REPLICAS)), before);
          owned[i] = one.owned();
          scored[i] = one.scored();
          System.out.printf(
              "kill %d: owned after %.1f s, scored after %.1f s%n",
              i + 1, one.owned(), one.scored());
        }
        print(new Figures(owned), new Figures(scored));
      }
    }
  }

  private Failover kill(Service victim, Map<String, JsonNode> before) throws IOException {
    shares.awaitEven(DETECTORS, REPLICAS);
    pause(random.nextInt(LONGEST_CALM_MILLIS));
    List<String> orphans = shares.of(victim);
    assertFalse(orphans.isEmpty());
    Service other = product.detectors.get(product.detectors.get(0) == victim ? 1 : 0);
    Knowledge knowledge = new Knowledge(other.url());

    victim.kill();
    long killed = System.nanoTime();
    // The victim cannot have had a point that was not due yet.
    Instant due = Instant.now().minus(DELAY);
    await("others have what the killed one had")
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(
            () -> {
              Map<String, String> owners = shares.owners();
              return owners.keySet().containsAll(orphans)
                  && orphans.stream().noneMatch(id -> owners.get(id).equals(victim.url()));
            });
    double owned = (System.nanoTime() - killed) / 1e9;
    awaitScored(knowledge, orphans, due);
    double scored = (System.nanoTime() - killed) / 1e9;

    Map<String, JsonNode> now = knowledge.states();
    assertEquals(before.keySet(), now.keySet());
    Outages.assertNoneMissingNorTwice(before, now);
    victim.start().awaitReady();
    return new Failover(owned, scored);
  }

  private static void awaitScored(Knowledge knowledge, List<String> detectors, Instant after) {
    for (String detector : detectors) {
      await(detector + " is scored")
          .atMost(PATIENCE)
          .pollInterval(POLL)
          .ignoreExceptions()
          .until(() -> knowledge.lastPoint(detector).isAfter(after));
    }
  }

  private static void pause(long millis) {
    Duration pause = Duration.ofMillis(millis);
    await().pollDelay(pause).atMost(pause.plusMinutes(1)).until(() -> true);
  }

  private static void print(Figures owned, Figures scored) {
    System.out.printf(
        "%n| s after kill -9, %d kills | least | median | p90 | most | within %.0f s |%n"
            + "|---|---|---|---|---|---|%n",
        KILLS, GOAL_SECONDS);
    row("leased by others", owned);
    row("scored by others", scored);
  }

  private static void row(String what, Figures seconds) {
    System.out.printf(
        "| %s | %.1f | %.1f | %.1f | %.1f | %d of %d |%n",
        what,
        seconds.least(),
        seconds.median(),
        seconds.quantile(0.9),
        seconds.most(),
        seconds.within(GOAL_SECONDS),
        KILLS);
  }
}
