package io.aiops.ingest.pull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.aiops.ingest.TestConfig;
import io.aiops.ingest.config.IngestConfig;
import io.aiops.ingest.config.Time;
import io.aiops.ingest.delivery.DetectorClient;
import io.aiops.ingest.source.SourceRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** Against a detector-service whose detector moves. */
class PullManagerTest {

  private static final String HOURS = "1h";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final List<String> delivered = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private PullManager manager;

  /** Where the detector is, as the first and as all later answers say. */
  private volatile String owner;

  private volatile String successor;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/internal/v1/pulls/lease", this::lease);
    server.createContext("/internal/v1/pulls/one/observations", this::observations);
    server.start();
    successor = "http://127.0.0.1:" + server.getAddress().getPort();
    manager = manager(successor);
  }

  @AfterEach
  void stop() {
    manager.stop();
    server.stop(0);
  }

  /** Everything that is repeated by itself is repeated too seldom to be of help. */
  private static PullManager manager(String detectorUrl) {
    IngestConfig config =
        TestConfig.of(
            Map.of(
                "aiops.detector-url", detectorUrl,
                "aiops.lease.every", HOURS,
                "aiops.lease.life", HOURS,
                "aiops.pulls.retry-min", HOURS,
                "aiops.pulls.retry-max", HOURS,
                "aiops.sources.demo.kind", "demo"));
    MeterRegistry meters = new SimpleMeterRegistry();
    Time time = Time.system();
    return new PullManager(
        config, new SourceRegistry(config, meters, time), new DetectorClient(config), meters, time);
  }

  private void lease(HttpExchange exchange) throws IOException {
    String pull =
        """
        {"pulls":[{"id":"one","source":"demo","query":"queue_depth","interval":"1s","delay":"0s",
         "position":"2026-01-02T03:04:00Z","to":"2026-01-02T03:05:00Z","token":1,"endpoint":"%s"}]}"""
            .formatted(owner);
    owner = successor;
    answer(exchange, pull);
  }

  private void observations(HttpExchange exchange) throws IOException {
    delivered.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    answer(exchange, "{\"accepted\":1,\"late\":0,\"position\":\"2026-01-02T03:05:00Z\"}");
  }

  /** One pull of the present among many of history, whose batches take for ever. */
  private void leaseMany(HttpExchange exchange) throws IOException {
    String pull =
        """
        {"id":"%s","source":"demo","query":"queue_depth","interval":"1s","delay":"0s",
         "position":"2026-01-02T03:04:00Z","to":%s,"token":1,"endpoint":"%s"}""";
    List<String> pulls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      pulls.add(pull.formatted("history" + i, "\"2026-01-02T03:05:00Z\"", successor));
    }
    pulls.add(pull.formatted("one", "null", successor));
    answer(exchange, "{\"pulls\":[" + String.join(",", pulls) + "]}");
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String nobody() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + closed.getLocalPort();
    }
  }

  @Test
  void pullsOfHistoryLeaveThePresentItsTurn() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    Set<String> slow = ConcurrentHashMap.newKeySet();
    ExecutorService workers = Executors.newCachedThreadPool();
    server.stop(0);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(workers);
    successor = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext("/internal/v1/pulls/lease", this::leaseMany);
    server.createContext("/internal/v1/pulls/one/observations", this::observations);
    server.createContext(
        "/internal/v1/pulls/history",
        exchange -> {
          slow.add(exchange.getRequestURI().getPath());
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    server.start();
    manager = manager(successor);
    manager.start();
    try {
      await().atMost(PATIENCE).until(() -> slow.size() >= 2);
      await().atMost(PATIENCE).until(() -> !delivered.isEmpty());
      assertEquals(2, slow.size(), "half of the four queries that a source gets at once");
    } finally {
      over.countDown();
      workers.shutdownNow();
    }
  }

  @Test
  void whatADeadOwnerDoesNotTakeGoesToItsSuccessorWithoutWaitingForItsTurn() throws IOException {
    owner = nobody();
    manager.start();
    await().atMost(PATIENCE).until(() -> !delivered.isEmpty());
    assertEquals(1, delivered.size());
    assertFalse(delivered.get(0).contains("\"series\":[]"), delivered.get(0));
  }
}
