package io.aiops.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What a service needs goes away and comes back: health says so, nothing ends or grows, work goes
 * on by itself, and no point and no event is missing.
 */
@Tag("long")
class OutageIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Within which health has to say so: two intervals of the slower detector. */
  private static final Duration TWO_INTERVALS = Duration.ofSeconds(20);

  /** How long an outage lasts after it has been noticed. */
  private static final Duration OUTAGE =
      Duration.parse(System.getProperty("outage.duration", "PT5S"));

  /** Lines that a service may say in an outage: it tells of changes, not of every try. */
  private static final int MOST_LINES = 60;

  /** What a service may hold more after all outages than before the first. */
  private static final long MOST_MEGABYTES = 24;

  private static final int MOST_THREADS = 40;

  @TempDir Path folder;

  private Exporter exporter;
  private Product product;
  private FaithfulClient client;
  private String id;
  private String slow;
  private int disturbance = 30;

  @Test
  void whateverIsCutOffComesBackByItselfAndNothingIsMissing() throws IOException {
    Map<String, String> environment = Map.of("SELF_WATCH", "false", "AIOPS_HISTORY", "1m");
    try (Exporter made = new Exporter();
        PostgresServer postgres = new PostgresServer(folder);
        Link toDatabase = new Link(postgres.port());
        Prometheus prometheus = new Prometheus(folder, made.port()).start();
        Product services = new Product(folder, environment);
        Link toPrometheus = new Link(prometheus.port());
        Link ingestToDetector = new Link(services.detector.port());
        Link gatewayToDetector = new Link(services.detector.port());
        Link detectorToGateway = new Link(services.gateway.port())) {
      exporter = made;
      product = services;
      product
          .ingest
          .set("PROMETHEUS_URL", toPrometheus.url())
          .set("DETECTOR_URL", ingestToDetector.url());
      postgres.create("outages");
      postgres.environment("outages", toDatabase.port()).forEach(product.detector::set);
      product.detector.set("AIOPS_ENDPOINT", ingestToDetector.url());
      product
          .gateway
          .set("DETECTOR_URL", gatewayToDetector.url())
          .set("AIOPS_CALLBACK_URL", detectorToGateway.url() + "/internal/v1/events");
      product.start();
      id = Outages.define(product.detector, "load", "demo_load");
      slow = Outages.define(product.detector, "slow", "up", "10s");
      try (FaithfulClient listening =
          new FaithfulClient(product.gateway.port(), "\"anomalies\",\"detectors\",\"system\"")) {
        client = listening;
        awaitPoints(60);
        List<Footprint> before = footprints();
        outage(toPrometheus, this::awaitSourceUnreachable);
        outage(ingestToDetector, this::awaitNoPoints);
        outage(gatewayToDetector, this::awaitGatewayWithoutDetector);
        outage(detectorToGateway, this::awaitUndelivered);
        outage(toDatabase, this::awaitDetectorWithoutDatabase);
        compareEvents();
        assertNothingGrew(before, footprints());
      }
    }
  }

  private List<Footprint> footprints() throws IOException {
    List<Footprint> footprints = new ArrayList<>();
    for (Service service : product.all()) {
      footprints.add(Footprint.of(service));
    }
    return footprints;
  }

  private void assertNothingGrew(List<Footprint> before, List<Footprint> after) {
    System.out.printf("outages: held before %s%n          and after %s%n", before, after);
    for (int i = 0; i < before.size(); i++) {
      String name = product.all().get(i).name();
      long grown = after.get(i).heapMegabytes() - before.get(i).heapMegabytes();
      assertTrue(grown <= MOST_MEGABYTES, name + " holds " + grown + " MB more");
      long more = after.get(i).threads() - before.get(i).threads();
      assertTrue(more <= MOST_THREADS, name + " has " + more + " threads more");
    }
  }

  private void outage(Link link, Runnable noticed) throws IOException {
    Map<String, JsonNode> before = states();
    List<Long> lines = lines();
    link.cut();
    // Each time worse than ever, so that it is an anomaly however much was learnt of the last.
    disturbance *= 3;
    exporter.disturb("a", disturbance);
    Instant begin = Instant.now();
    noticed.run();
    System.out.printf(
        "outage: noticed after %.1f s%n", Duration.between(begin, Instant.now()).toMillis() / 1e3);
    await().pollDelay(OUTAGE).atMost(OUTAGE.plus(PATIENCE)).until(() -> true);
    exporter.disturb("a", 0);
    link.mend();
    long target = time(before) + 1;
    await("points come again").atMost(PATIENCE).until(() -> time(states()) > target);
    await("the gateway hears of events again")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> subscribed().equals("true"));
    Outages.awaitHealth(product.detector, id, "\"healthy\"");
    Outages.awaitHealth(product.detector, slow, "\"healthy\"");
    await("the anomaly is over, so that the next outage has one of its own")
        .atMost(PATIENCE)
        .until(() -> openAnomalies() == 0);
    Outages.assertNoneMissingNorTwice(before, states());
    for (int i = 0; i < lines.size(); i++) {
      Service service = product.all().get(i);
      assertTrue(service.alive(), service.name());
      long said = service.said("").size() - lines.get(i);
      assertTrue(said <= MOST_LINES, service.name() + " said " + said + " lines");
    }
  }

  private int openAnomalies() throws IOException {
    return Http.get(product.detector.url() + "/api/anomalies?state=open")
        .json()
        .get("pagination")
        .get("total")
        .asInt();
  }

  private void awaitSourceUnreachable() {
    Outages.awaitHealth(product.detector, slow, "source_unreachable", TWO_INTERVALS);
    Outages.awaitHealth(product.detector, id, "source_unreachable", TWO_INTERVALS);
  }

  /** The worker knows at once; a detector is stale after three of its own intervals. */
  private void awaitNoPoints() {
    await("the worker says whom it cannot reach")
        .atMost(TWO_INTERVALS)
        .until(
            () ->
                !Http.get(product.ingest.url() + "/q/health/ready")
                    .text()
                    .contains("\"lease_error\": \"none\""));
    Outages.awaitHealth(product.detector, id, "no_points", TWO_INTERVALS);
  }

  private void awaitGatewayWithoutDetector() {
    await("the gateway says what it lacks")
        .atMost(TWO_INTERVALS)
        .until(() -> subscribed().equals("false"));
    await("a call says that the owner is away")
        .atMost(PATIENCE)
        .until(() -> Http.get(product.api() + "/detectors").status() == 502);
  }

  /** Nothing is scored that cannot be stored, and both health and answers say why. */
  private void awaitDetectorWithoutDatabase() {
    await("detector-service says what it lacks")
        .atMost(TWO_INTERVALS)
        .until(
            () -> {
              Http.Answer ready = Http.get(product.detector.url() + "/q/health/ready");
              return ready.status() == 200 && ready.text().contains("\"error\"");
            });
    await("a call says it as well")
        .atMost(PATIENCE)
        .until(
            () -> Http.post(product.api() + "/detectors", "{\"name\":\"more\"}").status() == 503);
  }

  /** What the gateway's health says of its subscription. */
  private String subscribed() throws IOException {
    JsonNode health = Http.get(product.gateway.url() + "/q/health/ready").json();
    assertEquals("UP", health.get("status").asText(), "the door answers all the same");
    for (JsonNode check : health.get("checks")) {
      if (check.get("name").asText().equals("events")) {
        return check.get("data").get("subscribed").asText();
      }
    }
    throw new AssertionError("no check of events: " + health);
  }

  private void awaitUndelivered() {
    await("an anomaly waits for the gateway")
        .atMost(TWO_INTERVALS)
        .until(
            () ->
                Http.get(product.detector.url() + "/q/metrics")
                    .text()
                    .lines()
                    .filter(line -> line.startsWith("aiops_outbox_lag_seconds"))
                    .anyMatch(
                        line -> Double.parseDouble(line.substring(line.lastIndexOf(" ") + 1)) > 0));
  }

  /** The client has all events there are, each once and in order. */
  private void compareEvents() throws IOException {
    long last = Http.get(product.gateway.url() + "/api/events?limit=1").json().get("seq").asLong();
    await("the client has all events").atMost(PATIENCE).until(() -> client.seqs().contains(last));
    List<Long> seqs = client.seqs();
    for (int i = 0; i < seqs.size(); i++) {
      assertEquals(i + 1L, seqs.get(i), "the client missed something");
    }
    assertEquals(List.of(), client.complaints());
  }

  private void awaitPoints(int points) {
    await("points come in")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () ->
                states().values().stream().mapToLong(one -> one.get("points").asLong()).sum()
                    >= points);
  }

  /** What is known of the entities with a point every second. */
  private Map<String, JsonNode> states() throws IOException {
    Map<String, JsonNode> states = new TreeMap<>(new Knowledge(product.detector.url()).states());
    states.keySet().removeIf(entity -> !entity.startsWith(id + " "));
    return states;
  }

  private static long time(Map<String, JsonNode> states) {
    return states.values().stream()
        .mapToLong(one -> Instant.parse(one.get("last_point_at").asText()).toEpochMilli())
        .max()
        .orElse(0);
  }

  private List<Long> lines() {
    return product.all().stream().map(service -> (long) service.said("").size()).toList();
  }
}
