package io.aiops.gateway.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/** Tells who answered and what arrived; {@code bytes=n} makes the answer a stream of n bytes. */
final class EchoApi implements HttpHandler {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int CHUNK = 1 << 16;

  private final String name;

  EchoApi(String name) {
    this.name = name;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      long received = count(exchange.getRequestBody());
      String query = exchange.getRequestURI().getRawQuery();
      if (query != null && query.startsWith("bytes=")) {
        stream(exchange, Long.parseLong(query.substring("bytes=".length())));
        return;
      }
      if (exchange.getRequestURI().getPath().endsWith("/missing")) {
        answer(exchange, 404, "application/problem+json", "{\"type\":\"urn:aiops:problem:own\"}");
        return;
      }
      ObjectNode told =
          MAPPER
              .createObjectNode()
              .put("service", name)
              .put("method", exchange.getRequestMethod())
              .put("uri", exchange.getRequestURI().toString())
              .put("received", received);
      ObjectNode headers = told.putObject("headers");
      exchange
          .getRequestHeaders()
          .forEach(
              (header, values) ->
                  headers.put(header.toLowerCase(Locale.ROOT), String.join(",", values)));
      exchange.getResponseHeaders().set("ETag", "\"7\"");
      answer(exchange, 200, "application/json", told.toString());
    }
  }

  private static long count(InputStream body) throws IOException {
    byte[] buffer = new byte[CHUNK];
    long count = 0;
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      count += read;
    }
    return count;
  }

  private static void stream(HttpExchange exchange, long bytes) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
    exchange.sendResponseHeaders(200, 0);
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = exchange.getResponseBody()) {
      for (long left = bytes; left > 0; left -= chunk.length) {
        out.write(chunk, 0, (int) Math.min(left, chunk.length));
      }
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
