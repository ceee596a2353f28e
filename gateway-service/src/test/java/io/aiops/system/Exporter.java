package io.aiops.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpServer;

/** A few pods with a load that wavers a little, until a test disturbs one. */
final class Exporter implements AutoCloseable {

  private static final double USUAL = 100;
  private static final double WAVER = 2;

  private final HttpServer server;
  private final Random random = new Random(7);
  private final Map<String, Double> added = new ConcurrentHashMap<>();

  Exporter() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] text = text().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    for (String pod : new String[] {"a", "b", "c"}) {
      added.put(pod, 0.0);
    }
    server.start();
  }

  private synchronized String text() {
    StringBuilder text = new StringBuilder("# TYPE demo_load gauge\n");
    new TreeMap<>(added)
        .forEach(
            (pod, more) ->
                text.append("demo_load{pod=\"")
                    .append(pod)
                    .append("\"} ")
                    .append(USUAL + WAVER * random.nextGaussian() + more)
                    .append('\n'));
    return text.toString();
  }

  /** Adds this to the load of a pod from now on. */
  void disturb(String pod, double more) {
    added.put(pod, more);
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
