package io.aiops.ingest.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.aiops.ingest.TestConfig;
import io.aiops.ingest.config.IngestConfig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DetectorClientTest {

  private static final int DETECTORS = 10_000;
  private static final int LONG_QUERY = 2_000;

  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/internal/v1/pulls/lease", DetectorClientTest::lease);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** As many pulls as detector-service has detectors at most, all with long queries. */
  private static void lease(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String pull =
        """
        {"id":"%d","source":"prometheus","query":"%s","interval":"1m","delay":"30s","token":1}""";
    String query = "x".repeat(LONG_QUERY);
    byte[] answer =
        IntStream.range(0, DETECTORS)
            .mapToObj(id -> pull.formatted(id, query))
            .collect(Collectors.joining(",", "{\"pulls\":[", "]}"))
            .getBytes(UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Test
  void oneWorkerTakesThePullsOfAsManyDetectorsAsThereMayBe() throws IOException {
    IngestConfig config =
        TestConfig.of(
            Map.of(
                "aiops.detector-url",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "aiops.lease.timeout",
                "1m"));
    assertTrue(config.lease().max() > DETECTORS, "and those of jobs");
    List<LeasedPull> pulls = new DetectorClient(config).lease("one", config.lease().max());
    assertEquals(DETECTORS, pulls.size());
    assertEquals(LONG_QUERY, pulls.get(DETECTORS - 1).query().length());
  }
}
