package io.aiops.ingest.pull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.aiops.ingest.TestConfig;
import io.aiops.ingest.config.IngestConfig;
import io.aiops.ingest.config.Time;
import io.aiops.ingest.delivery.DetectorClient;
import io.aiops.ingest.source.SourceRegistry;
import io.micrometer.core.instrument.MeterRegistry;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A detector-service that gives out pulls of the demo and hears what becomes of them. */
final class TestDetector implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ArrayNode pulls = JSON.createArrayNode();
  private final Map<String, List<JsonNode>> heard = new ConcurrentHashMap<>();
  private final Map<String, String> refusals = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  TestDetector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/internal/v1/pulls/", this::hear);
    server.start();
  }

  /** Gives out a pull of a minute of history. */
  void offer(String id, String query) {
    offer(id, "demo", query, Optional.of("2026-01-02T03:05:00Z"));
  }

  /** Gives out a pull, without an end where there is none. */
  void offer(String id, String source, String query, Optional<String> end) {
    ObjectNode pull = pulls.addObject();
    pull.put("id", id).put("source", source).put("query", query).put("token", 1);
    pull.put("interval", "1s").put("delay", "0s").put("position", "2026-01-02T03:04:00Z");
    pull.put("to", end.orElse(null));
  }

  /** Answers 400 to the observations of a pull. */
  void refuse(String id, String reason) {
    refusals.put(id, reason);
  }

  /** The batches that a pull has brought. */
  List<JsonNode> batches(String id) {
    return heard.getOrDefault(id + "/observations", List.of());
  }

  /** What was said to hinder a pull. */
  List<JsonNode> failures(String id) {
    return heard.getOrDefault(id + "/failures", List.of());
  }

  /** How often pulls were leased. */
  int leases() {
    return heard.getOrDefault("pulls/lease", List.of()).size();
  }

  /** A manager of these pulls that asks and tries again often. */
  PullManager manager(MeterRegistry meters, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("aiops.detector-url", "http://127.0.0.1:" + server.getAddress().getPort());
    IngestConfig config = config(all);
    Time time = Time.system();
    return new PullManager(
        config, new SourceRegistry(config, meters, time), new DetectorClient(config), meters, time);
  }

  /** Settings with short pauses where nothing else is said. */
  static IngestConfig config(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("aiops.lease.every", "100ms");
    all.put("aiops.pulls.retry-min", "100ms");
    all.put("aiops.pulls.retry-max", "100ms");
    all.put("aiops.sources.demo.kind", "demo");
    all.putAll(settings);
    return TestConfig.of(all);
  }

  private void hear(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    String what = path[path.length - 1];
    String id = path[path.length - 2];
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    heard.computeIfAbsent(id + "/" + what, key -> new CopyOnWriteArrayList<>()).add(body);
    ObjectNode answer = JSON.createObjectNode();
    int status = 200;
    if (what.equals("lease")) {
      answer.set("pulls", pulls);
    } else if (what.equals("observations") && refusals.containsKey(id)) {
      status = 400;
      answer.put("detail", refusals.get(id));
    }
    byte[] bytes = answer.toString().getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
