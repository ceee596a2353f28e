package io.aiops.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Every replica is stopped and started in turn, as a rolling upgrade does, while clients call: no
 * call fails, no point and no event is lost.
 */
@Tag("long")
class RollingUpgradeIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int DETECTORS = 6;
  private static final Duration PAUSE = Duration.ofMillis(30);

  @TempDir Path folder;

  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong points = new AtomicLong();

  @Test
  void noCallFailsAndNoEventIsLost() throws Exception {
    Map<String, String> environment =
        Map.of("SELF_WATCH", "false", "QUARKUS_SHUTDOWN_DELAY", "3s", "AIOPS_CLUSTER_LEASE", "30s");
    try (PostgresServer postgres = new PostgresServer(folder)) {
      postgres.create("rolling");
      Map<String, String> all = new HashMap<>(environment);
      all.putAll(postgres.environment("rolling"));
      try (Product product = Product.of(folder, all, new Product.Replicas(2, 1, 2))) {
        product.start();
        List<String> ids = define(product);
        try (FaithfulClient client =
            new FaithfulClient(product.gatewayPort(), "\"anomalies\",\"detectors\"")) {
          await().atMost(PATIENCE).until(() -> client.connections() > 0);
          ScheduledExecutorService clients = Executors.newScheduledThreadPool(3);
          load(clients, () -> points(product, ids));
          load(clients, () -> points(product, ids));
          load(clients, () -> reads(product, ids));
          for (Service service : product.all()) {
            if (!service.name().equals("ingest-service")) {
              product.retire(service);
              product.reinstate(service);
            }
          }
          clients.shutdown();
          assertTrue(clients.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS));
          assertEquals(List.of(), failures, "of " + calls + " calls");
          assertTrue(calls.get() > 100, "calls: " + calls);
          assertEquals(points.get(), processed(product, ids));
          compareEvents(product, client);
        }
      }
    }
    System.out.printf("rolling: %d calls, none failed; %d points%n", calls.get(), points.get());
  }

  private static List<String> define(Product product) throws IOException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < DETECTORS; i++) {
      Http.Answer made = Http.post(product.api() + "/detectors", "{\"name\":\"d" + i + "\"}");
      assertEquals(201, made.status(), made.text());
      ids.add(made.json().get("id").asText());
    }
    return ids;
  }

  /** What a client does. */
  private interface Call {
    void go() throws IOException;
  }

  private void load(ScheduledExecutorService clients, Call call) {
    var unused =
        clients.scheduleWithFixedDelay(
            () -> {
              try {
                call.go();
              } catch (IOException | RuntimeException e) {
                failures.add(e.toString());
              }
            },
            0,
            PAUSE.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Mostly the same value, and now and then one that is an anomaly. */
  private void points(Product product, List<String> ids) throws IOException {
    long n = calls.get();
    String id = ids.get((int) (n % ids.size()));
    String value = n % 50 == 49 ? "900" : Long.toString(10 + n % 7);
    expect(Http.post(product.api() + "/detectors/" + id + "/detect", "{\"value\":" + value + "}"));
    points.incrementAndGet();
  }

  private void reads(Product product, List<String> ids) throws IOException {
    String id = ids.get((int) (calls.get() % ids.size()));
    expect(Http.get(product.api() + "/detectors/" + id + "/status"));
    expect(Http.get(product.api() + "/detectors"));
    expect(Http.get(product.api() + "/anomalies"));
  }

  private void expect(Http.Answer answer) {
    calls.incrementAndGet();
    if (answer.status() != 200) {
      failures.add(answer.status() + " " + answer.text());
    }
  }

  private static long processed(Product product, List<String> ids) throws IOException {
    long sum = 0;
    for (String id : ids) {
      Http.Answer status = Http.get(product.api() + "/detectors/" + id + "/status");
      sum += status.json().get("points_processed").asLong();
    }
    return sum;
  }

  private static void compareEvents(Product product, FaithfulClient client) throws IOException {
    long last = Http.get(product.api() + "/events?limit=1").json().get("seq").asLong();
    await("the client has all events").atMost(PATIENCE).until(() -> client.seqs().contains(last));
    for (int i = 0; i < client.seqs().size(); i++) {
      assertEquals(client.seqs().get(0) + i, client.seqs().get(i), "the client missed something");
    }
    assertEquals(List.of(), client.complaints());
    assertTrue(client.connections() > 2, "the client was never sent elsewhere");
  }
}
