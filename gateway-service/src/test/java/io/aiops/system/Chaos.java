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
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Kill -9 anything at any moment, and nothing is lost, doubled or relearnt. A product that is
 * killed, frozen and restarted all the time has to know in the end, to the bit, what another one
 * knows that was started from the same database and read the same Prometheus undisturbed.
 *
 * <p>Properties: {@code chaos.duration}, of the disturbances, two minutes; {@code chaos.seed}.
 */
abstract class Chaos {

  private static final Duration DURATION =
      Duration.parse(System.getProperty("chaos.duration", "PT2M"));
  private static final long SEED = Long.getLong("chaos.seed", 20260102);

  /** Points are asked for so late, so that a busy machine has scraped and stored them by then. */
  private static final Duration DELAY = Duration.ofSeconds(10);

  private static final Duration LEASE = Duration.ofSeconds(6);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int SHOWN = 5;

  private static final List<String> DETECTORS =
      List.of(
          detector("load", "chaos_load", "1s", "\"model\":{\"type\":\"auto\"}"),
          detector("latency", "chaos_latency", "1s", "\"model\":{\"type\":\"statistical\"}"),
          detector(
              "season",
              "chaos_load{pod=~'p[0-4].'}",
              "1s",
              "\"model\":{\"type\":\"seasonal\",\"parameters\":{\"period\":60}}"),
          detector("jobs", "rate(chaos_jobs_total[10s])", "2s", "\"consecutive_points\":3"),
          detector("absence", "chaos_gappy", "1s", "\"missing\":\"anomaly\""),
          detector("zero", "chaos_gappy", "1s", "\"missing\":\"zero\",\"direction\":\"below\""));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  abstract ChaosDatabase database() throws IOException;

  /** The one that is going to be disturbed. */
  Product product(Path folder, Map<String, String> environment) {
    return new Product(folder, environment);
  }

  private static String detector(String name, String query, String interval, String more) {
    return """
        {"name":"%s","interval":"%s","delay":"%ds",%s,
         "source":{"name":"prometheus","query":"%s"}}"""
        .formatted(name, interval, DELAY.toSeconds(), more, query);
  }

  @Test
  void nothingIsLostDoubledOrRelearnt() throws IOException {
    Path disturbedFolder = Files.createDirectories(folder.resolve("disturbed"));
    Path calmFolder = Files.createDirectories(folder.resolve("calm"));
    try (ChaosDatabase database = database();
        WaveExporter exporter = new WaveExporter(SEED);
        Prometheus prometheus = new Prometheus(folder, exporter.port()).start();
        Link link = new Link(prometheus.port());
        Product disturbed =
            product(disturbedFolder, environment(link, database.environment("disturbed")));
        Product calm = new Product(calmFolder, environment(link, database.environment("calm")))) {
      database.create("disturbed");
      define(disturbed);
      database.copy("disturbed", disturbedFolder, "calm", calmFolder);
      disturbed.start();
      try (FaithfulClient client =
          new FaithfulClient(disturbed.gatewayPort(), "\"anomalies\",\"detectors\"")) {
        Disturber disturber = new Disturber(disturbed, SEED, LEASE, database.disturbances());
        disturber.until(Instant.now().plus(DURATION));
        Instant end = Instant.now();
        link.freeze(end);
        report("disturbances=" + disturber.done().size() + " " + disturber.done());
        awaitEnd(disturbed, end);
        calm.detector.start().awaitReady();
        calm.ingest.start().awaitReady();
        awaitEnd(calm, end);
        compare(calm, disturbed);
        compare(disturbed.api(), client);
        disturbed.all().forEach(Service::kill);
        disturbed.start();
        awaitEnd(disturbed, end);
        compare(calm, disturbed);
      }
    }
  }

  private static Map<String, String> environment(Link prometheus, Map<String, String> database) {
    Map<String, String> environment = new HashMap<>(database);
    environment.put("SELF_WATCH", "false");
    environment.put("PROMETHEUS_URL", prometheus.url());
    environment.put("AIOPS_HISTORY", "10m");
    environment.put("AIOPS_PULL_LEASE", LEASE.toSeconds() + "s");
    environment.put("AIOPS_LEASE_LIFE", LEASE.toSeconds() + "s");
    environment.put("AIOPS_LEASE_EVERY", "2s");
    environment.put("AIOPS_SUBSCRIBER_LEASE", LEASE.toSeconds() + "s");
    environment.put("AIOPS_EVENTS_RENEW_EVERY", "2s");
    return environment;
  }

  /** Makes and starts the detectors while nobody pulls, so that a copy starts at the same point. */
  private static void define(Product product) throws IOException {
    product.detector.start().awaitReady();
    for (String detector : DETECTORS) {
      Http.Answer made = Http.post(product.detector.url() + "/api/detectors", detector);
      assertEquals(201, made.status(), made.text());
      String id = made.json().get("id").asText();
      Http.Answer started =
          Http.post(product.detector.url() + "/api/detectors/" + id + "/start", "");
      assertEquals("running", started.json().path("status").asText(), started.text());
    }
    product.detector.stop();
  }

  private static void awaitEnd(Product product, Instant end) {
    Knowledge knowledge = new Knowledge(product.detectorUrl());
    await("all has been pulled up to " + end)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .until(
            () -> {
              for (String detector : knowledge.detectors()) {
                if (knowledge.lastPoint(detector).isBefore(end.minus(DELAY).minusSeconds(3))) {
                  return false;
                }
              }
              return true;
            });
    // The clock of the source stands still, so that whatever is still to come comes at once.
    await("nothing comes any more")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(3))
        .ignoreExceptions()
        .until(() -> List.of(knowledge.states(), knowledge.anomalies()), new Unchanged());
  }

  private static void compare(Product calm, Product disturbed) throws IOException {
    Knowledge expected = new Knowledge(calm.detectorUrl());
    Knowledge actual = new Knowledge(disturbed.detectorUrl());
    Map<String, JsonNode> states = expected.states();
    Map<String, JsonNode> anomalies = expected.anomalies();
    long resolved =
        anomalies.values().stream()
            .filter(one -> one.get("state").asText().equals("resolved"))
            .count();
    report(
        "entities=%d points=%d anomalies=%d resolved=%d"
            .formatted(
                states.size(),
                states.values().stream().mapToLong(state -> state.get("points").asLong()).sum(),
                anomalies.size(),
                resolved));
    assertTrue(states.size() > WaveExporter.LOADS, "entities: " + states.size());
    assertTrue(resolved > SHOWN, "resolved anomalies: " + resolved);
    assertSame("states", states, actual.states());
    assertSame("anomalies", anomalies, actual.anomalies());
  }

  private static void assertSame(
      String what, Map<String, JsonNode> expected, Map<String, JsonNode> actual) {
    Set<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(actual.keySet());
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      if (!String.valueOf(expected.get(key)).equals(String.valueOf(actual.get(key)))) {
        differences.add(
            key + "\n  undisturbed " + expected.get(key) + "\n  disturbed   " + actual.get(key));
      }
    }
    assertTrue(
        differences.isEmpty(),
        () ->
            "%d of %d %s differ, with seed %d:\n%s"
                .formatted(
                    differences.size(),
                    keys.size(),
                    what,
                    SEED,
                    String.join(
                        "\n", differences.subList(0, Math.min(SHOWN, differences.size())))));
  }

  private static void compare(String api, FaithfulClient client) throws IOException {
    List<Long> all = new ArrayList<>();
    List<Long> wanted = new ArrayList<>();
    long since = 0;
    while (true) {
      JsonNode page = Http.get(api + "/events?limit=1000&since=" + since).json();
      assertTrue(page.get("recovered").asBoolean(), "events are gone: " + since);
      if (page.get("events").isEmpty()) {
        break;
      }
      for (JsonNode event : page.get("events")) {
        since = event.get("seq").asLong();
        all.add(since);
        if (!event.get("topic").asText().equals("system")) {
          wanted.add(since);
        }
      }
    }
    for (int i = 0; i < all.size(); i++) {
      assertEquals(i + 1L, all.get(i), "seq has a gap");
    }
    await("the client has all events")
        .atMost(PATIENCE)
        .until(() -> client.seqs().size() >= wanted.size());
    report("events=%d connections=%d".formatted(all.size(), client.connections()));
    assertEquals(List.of(), client.complaints());
    assertEquals(wanted, client.seqs().subList(0, wanted.size()));
  }

  private static void report(String line) {
    System.out.println("chaos: " + line);
  }
}
