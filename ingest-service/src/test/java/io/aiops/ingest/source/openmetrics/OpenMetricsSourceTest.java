package io.aiops.ingest.source.openmetrics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.aiops.ingest.TestConfig;
import io.aiops.ingest.config.IngestConfig;
import io.aiops.ingest.config.Time;
import io.aiops.ingest.source.FailureCode;
import io.aiops.ingest.source.Range;
import io.aiops.ingest.source.SeriesAnswer;
import io.aiops.ingest.source.Source;
import io.aiops.ingest.source.SourceException;
import io.aiops.ingest.source.SourceRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Targets of which some answer at once, some when they are told to. */
class OpenMetricsSourceTest {

  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long NOW = 29_700_000 * MINUTE;

  /** Far below the timeout of a target, so that what waits for one shows. */
  private static final Duration SOON = Duration.ofSeconds(20);

  private static final String TIMEOUT = "5m";

  private final CountDownLatch hanging = new CountDownLatch(1);
  private final AtomicInteger reads = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/prompt", this::expose);
    server.createContext(
        "/hangs",
        exchange -> {
          reads.incrementAndGet();
          try {
            hanging.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          expose(exchange);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    hanging.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void expose(HttpExchange exchange) throws IOException {
    byte[] body = "load{cpu=\"0\"} 1\nload{cpu=\"1\"} 2\n".getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** A source with these targets, each named like its path. */
  private Source source(Map<String, String> settings, String... targets) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("aiops.sources.pages.kind", "openmetrics");
    all.put("aiops.sources.pages.timeout", TIMEOUT);
    for (String target : targets) {
      all.put(
          "aiops.sources.pages.targets." + target,
          "http://127.0.0.1:" + server.getAddress().getPort() + "/" + target);
    }
    IngestConfig config = TestConfig.of(all);
    return new SourceRegistry(config, new SimpleMeterRegistry(), Time.system())
        .find("pages")
        .orElseThrow();
  }

  private static SeriesAnswer fetch(Source source, long tick, long interval) {
    return source.fetch("sum by (service) (load)", new Range(tick, tick, interval));
  }

  private static List<String> services(SeriesAnswer answer) {
    return answer.series().stream().map(series -> series.labels().get("service")).toList();
  }

  @Test
  void aTargetThatHangsIsLeftOutAfterAnInterval() {
    Source source = source(Map.of(), "hangs", "prompt");
    SeriesAnswer answer =
        assertTimeoutPreemptively(SOON, () -> fetch(source, NOW, SECOND), "waits for the timeout");
    assertEquals(List.of("prompt"), services(answer));
    assertEquals(List.of("target hangs: no answer in time"), answer.warnings());
  }

  @Test
  void aShortIntervalDoesNotWaitAsLongAsALongOne() {
    Source source = source(Map.of(), "hangs", "prompt");
    CompletableFuture<SeriesAnswer> patient =
        CompletableFuture.supplyAsync(() -> fetch(source, NOW, 10 * MINUTE), threads);
    await().atMost(SOON).until(() -> reads.get() == 1);
    for (int second = 0; second < 3; second++) {
      long tick = NOW + second * SECOND;
      SeriesAnswer answer = assertTimeoutPreemptively(SOON, () -> fetch(source, tick, SECOND));
      assertEquals(List.of("prompt"), services(answer));
    }
    assertFalse(patient.isDone());
    assertEquals(1, reads.get(), "a target that hangs is read once at a time");
    hanging.countDown();
    assertEquals(List.of("hangs", "prompt"), services(patient.join()));
  }

  @Test
  void aProbeEndsInItsOwnTime() {
    Source source = source(Map.of(), "hangs", "prompt");
    Optional<String> complaint =
        assertTimeoutPreemptively(
            Duration.ofSeconds(10), () -> source.probe(Duration.ofMillis(200)));
    assertEquals(Optional.of("target hangs: no answer in time"), complaint);
  }

  @Test
  void aProbeOfTargetsThatAllHangFails() {
    Source source = source(Map.of(), "hangs");
    SourceException failure =
        assertTimeoutPreemptively(
            Duration.ofSeconds(10),
            () -> assertThrows(SourceException.class, () -> source.probe(Duration.ofMillis(200))));
    assertEquals(FailureCode.TIMEOUT, failure.code());
  }

  @Test
  void whoWaitsLongerHasMoreOfTheSameInstant() {
    Source source = source(Map.of(), "hangs", "prompt");
    assertEquals(List.of("prompt"), services(fetch(source, NOW, SECOND)));
    hanging.countDown();
    await()
        .atMost(SOON)
        .until(() -> services(fetch(source, NOW, SECOND)).equals(List.of("hangs", "prompt")));
    assertEquals(1, reads.get());
  }

  @Test
  void aQueryOfMoreSeriesThanAllowedIsRefusedAsByOtherSources() {
    Source source = source(Map.of("aiops.pulls.max-series", "3"), "prompt", "prompt/b");
    assertEquals(2, fetch(source, NOW, SECOND).series().size());
    SourceException failure =
        assertThrows(
            SourceException.class, () -> source.fetch("load", new Range(NOW, NOW, SECOND)));
    assertEquals(FailureCode.QUERY_REJECTED, failure.code());
    assertTrue(failure.getMessage().contains("more than 3 series"), failure.getMessage());
  }
}
