package io.aiops.detector.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** The other side of a webhook, which answers as a test wants it. */
final class HookServer implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** One request as it came. */
  record Request(String path, Map<String, String> headers, String body) {
    JsonNode json() {
      try {
        return MAPPER.readTree(body);
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + body, e);
      }
    }

    String header(String name) {
      return headers.get(name);
    }
  }

  final List<Request> requests = new CopyOnWriteArrayList<>();
  final Map<String, String> answerHeaders = new TreeMap<>();
  volatile int answer = 200;
  volatile long delayMillis;

  /** Bytes of the answer; more than are ever read for a body without an end. */
  volatile long answerBytes;

  private final HttpServer server;

  HookServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::take);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  /** Types of the CloudEvents that came. */
  List<String> types() {
    List<String> types = new ArrayList<>();
    requests.forEach(request -> types.add(request.json().path("type").asText()));
    return types;
  }

  private void take(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(new Request(exchange.getRequestURI().toString(), headers, body));
    try {
      Thread.sleep(delayMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    answerHeaders.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
    exchange.sendResponseHeaders(answer, answerBytes == 0 ? -1 : 0);
    byte[] part = new byte[4096];
    for (long sent = 0; sent < answerBytes; sent += part.length) {
      exchange.getResponseBody().write(part);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
