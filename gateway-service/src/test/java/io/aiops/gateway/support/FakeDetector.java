package io.aiops.gateway.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A real HTTP server that keeps subscriptions as detector-service does: ordered, from a seq on. */
public final class FakeDetector implements AutoCloseable {

  /** What the gateway asked for with PUT or DELETE. */
  public record Call(String method, String id, JsonNode body, String authorization) {}

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int BATCH = 500;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ExecutorService outbox = Executors.newSingleThreadExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final String token;
  private volatile String epoch = "e1";
  private volatile URI callback;
  private long oldest = 1;
  private boolean expired;

  public FakeDetector(String token) throws IOException {
    this.token = token;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.setExecutor(threads);
    server.createContext("/internal/v1/subscribers/", this::subscriber);
    server.createContext("/api/", new EchoApi("detector"));
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public List<Call> calls() {
    return List.copyOf(calls);
  }

  public String epoch() {
    return epoch;
  }

  public synchronized long seq() {
    return oldest + events.size() - 1;
  }

  /** Another database: seq starts anew; the gateway hears of it at its next renewal. */
  public synchronized void newDatabase(String name) {
    events.clear();
    oldest = 1;
    epoch = name;
  }

  /** Adds events that are lost on their way, so that the next batch leaves a gap. */
  public synchronized void lose(int count) {
    for (int i = 0; i < count; i++) {
      events.add(Events.anomaly(epoch, seq() + 1, "detector_1", "high"));
    }
  }

  /** Lets the subscription run out: the next renewal makes one that begins at the latest event. */
  public synchronized void expire() {
    expired = true;
  }

  /** Forgets all events up to now, as the outbox does with old ones. */
  public synchronized void prune() {
    oldest += events.size();
    events.clear();
  }

  /** Adds anomalies of detector_1 and posts them in one batch; answers the status. */
  public int publish(int count) {
    String[] made = new String[count];
    synchronized (this) {
      for (int i = 0; i < count; i++) {
        made[i] = Events.anomaly(epoch, seq() + 1, "detector_1", "high");
        events.add(made[i]);
      }
    }
    return post("[" + String.join(",", made) + "]");
  }

  /** Adds one event made from its seq and posts it; answers its seq. */
  public long publish(Events.Maker maker) {
    String made;
    long seq;
    synchronized (this) {
      seq = seq() + 1;
      made = maker.make(epoch, seq);
      events.add(made);
    }
    post("[" + made + "]");
    return seq;
  }

  /** Posts a batch to the callback as it is; answers the status. */
  public int post(String batch) {
    try {
      return client
          .send(
              callback(callback).POST(HttpRequest.BodyPublishers.ofString(batch)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private HttpRequest.Builder callback(URI url) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/cloudevents-batch+json");
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private void subscriber(HttpExchange exchange) throws IOException {
    boolean skips;
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      JsonNode json = body.length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(body);
      String path = exchange.getRequestURI().getPath();
      calls.add(
          new Call(
              exchange.getRequestMethod(),
              path.substring(path.lastIndexOf('/') + 1),
              json,
              exchange.getRequestHeaders().getFirst("Authorization")));
      if (exchange.getRequestMethod().equals("DELETE")) {
        exchange.sendResponseHeaders(204, -1);
        return;
      }
      callback = URI.create(json.path("callback_url").asText());
      JsonNode fromSeq = json.path("from_seq");
      skips = expired && !fromSeq.isNumber();
      long position = position(fromSeq);
      byte[] answer =
          MAPPER
              .createObjectNode()
              .put("id", path.substring(path.lastIndexOf('/') + 1))
              .put("epoch", epoch)
              .put("seq", seq())
              .put("position", position)
              .put("expires_at", "2026-01-02T03:04:05Z")
              .toString()
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
    if (!skips) {
      redeliver();
    }
  }

  /** After which event it goes on. */
  private synchronized long position(JsonNode fromSeq) {
    if (fromSeq.isNumber()) {
      expired = false;
      return Math.max(Math.min(fromSeq.asLong(), seq()), oldest - 1);
    }
    return expired ? seq() : oldest - 1;
  }

  /** Posts what is kept, again and in order; the gateway drops what it has. */
  private void redeliver() {
    outbox.execute(
        () -> {
          List<String> kept;
          synchronized (this) {
            kept = List.copyOf(events);
          }
          for (int from = 0; from < kept.size(); from += BATCH) {
            List<String> batch = kept.subList(from, Math.min(kept.size(), from + BATCH));
            if (post("[" + String.join(",", batch) + "]") != 204) {
              return;
            }
          }
        });
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    outbox.shutdownNow();
  }
}
