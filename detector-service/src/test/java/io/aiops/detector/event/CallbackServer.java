package io.aiops.detector.event;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A subscriber's side of the callbacks. */
public final class CallbackServer implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  public final List<JsonNode> events = new CopyOnWriteArrayList<>();
  final List<String> authorizations = new CopyOnWriteArrayList<>();
  final AtomicInteger posts = new AtomicInteger();
  volatile int answer = 204;
  volatile long delayMillis;
  private final HttpServer server;

  public CallbackServer(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::take);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/internal/v1/events";
  }

  private void take(HttpExchange exchange) throws IOException {
    posts.incrementAndGet();
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    JsonNode batch = MAPPER.readTree(exchange.getRequestBody());
    try {
      Thread.sleep(delayMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    int answered = answer;
    exchange.sendResponseHeaders(answered, -1);
    exchange.close();
    // Only now: who sees an event here may count on the sender knowing that it was taken.
    if (answered == 204) {
      batch.forEach(events::add);
    }
  }

  List<Long> sequences() {
    List<Long> sequences = new ArrayList<>();
    events.forEach(event -> sequences.add(Long.parseLong(event.get("sequence").textValue())));
    return sequences;
  }

  public List<String> types() {
    List<String> types = new ArrayList<>();
    events.forEach(event -> types.add(event.get("type").textValue()));
    return types;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
