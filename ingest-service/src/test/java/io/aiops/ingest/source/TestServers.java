package io.aiops.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * A server that answers as Prometheus, Loki, an exporter and detector-service do, and a Prometheus
 * over TLS. All answers are the same whatever is asked, so ask for the ranges of {@link #PULLS}.
 */
public final class TestServers implements QuarkusTestResourceLifecycleManager {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String PULLS =
      """
      {"pulls":[
        {"id":"detector_1","detector_id":"detector_1","source":"prometheus","query":"shop_cpu_ratio",
         "kind":"metric","interval":"15s","delay":"0s","from":"2026-11-23T18:26:15Z",
         "to":"2026-11-23T18:27:30Z","position":"2026-11-23T18:26:15Z","token":17},
        {"id":"detector_2","detector_id":"detector_2","source":"loki","query":"{app=\\"burst\\"}",
         "kind":"log","interval":"1m","delay":"0s","from":"2026-11-23T17:41:00Z",
         "to":"2026-11-23T17:42:00Z","position":"2026-11-23T17:41:00Z","token":18},
        {"id":"detector_3","detector_id":"detector_3","source":"away","query":"up",
         "kind":"metric","interval":"15s","delay":"0s","from":null,"to":null,
         "position":"2026-11-23T18:26:15Z","token":19}]}""";

  private static final String EXPOSITION =
      """
      # HELP queue_depth Jobs that wait.
      # TYPE queue_depth gauge
      queue_depth{queue="mail"} 7
      """;

  /** What detector-service was told last, by the path of the call. */
  final Map<String, JsonNode> told = new ConcurrentHashMap<>();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer plain;
  private HttpsServer secure;

  @Override
  public Map<String, String> start() {
    try {
      TestCertificate certificate =
          TestCertificate.make(Files.createTempDirectory(Path.of("target"), "certificate"));
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      plain = HttpServer.create(address, 0);
      secure = HttpsServer.create(address, 0);
      secure.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
      for (HttpServer server : List.of(plain, secure)) {
        server.setExecutor(threads);
        recorded(server, "/api/v1/query", "query_gzip");
        recorded(server, "/api/v1/query_range", "query_range_post_form");
      }
      text("/api/v1/label/__name__/values", "{\"status\":\"success\",\"data\":[\"jobs_total\"]}");
      text("/api/v1/metadata", "{\"status\":\"success\",\"data\":{}}");
      text("/loki/api/v1/labels", "{\"status\":\"success\",\"data\":[\"app\"]}");
      text(
          "/loki/api/v1/query_range", new String(file("/loki/burst.json"), StandardCharsets.UTF_8));
      text("/metrics", EXPOSITION);
      plain.createContext("/internal/v1/", this::hear);
      plain.start();
      secure.start();
      String url = "http://127.0.0.1:" + plain.getAddress().getPort();
      return Map.of(
          "aiops.detector-url",
          url,
          "aiops.sources.prometheus.url",
          url,
          "aiops.sources.loki.url",
          url,
          "aiops.sources.demo.enabled",
          "true",
          "aiops.sources.self.targets.gateway",
          url + "/metrics",
          "aiops.sources.secure.kind",
          "prometheus",
          "aiops.sources.secure.url",
          "https://localhost:" + secure.getAddress().getPort(),
          "aiops.sources.secure.ca-file",
          certificate.pem().toAbsolutePath().toString(),
          "aiops.sources.away.kind",
          "prometheus",
          "aiops.sources.away.url",
          "http://127.0.0.1:1");
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(TestServers.class));
  }

  @Override
  public void stop() {
    plain.stop(0);
    secure.stop(0);
    threads.shutdownNow();
  }

  private void text(String path, String body) {
    plain.createContext(path, e -> send(e, 200, body.getBytes(StandardCharsets.UTF_8)));
  }

  /** Answers what a real server has answered. */
  private static void recorded(HttpServer server, String path, String name) throws IOException {
    JsonNode response = JSON.readTree(file("/prometheus/" + name + ".http.json")).path("response");
    String text = response.path("body").asText();
    boolean packed = response.path("bodyEncoding").asText().equals("base64");
    byte[] body = packed ? Base64.getDecoder().decode(text) : text.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          if (packed) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          }
          send(exchange, response.path("status").asInt(), body);
        });
  }

  private static byte[] file(String name) throws IOException {
    try (InputStream file = TestServers.class.getResourceAsStream(name)) {
      return file.readAllBytes();
    }
  }

  private void hear(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    told.put(path, JSON.readTree(exchange.getRequestBody()));
    String answer = path.endsWith("/lease") ? PULLS : "{\"accepted\":1,\"late\":0}";
    send(exchange, 200, answer.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
