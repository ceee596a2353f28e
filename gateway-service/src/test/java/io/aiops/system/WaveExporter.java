package io.aiops.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;

import com.sun.net.httpserver.HttpServer;

/**
 * Hundreds of series whose values depend on the seed, the series and the second alone, with
 * incidents: spikes and drops of some seconds that hit now this series, now that one.
 */
final class WaveExporter implements AutoCloseable {

  static final int LOADS = 150;
  static final int LATENCIES = 100;
  static final int JOBS = 30;
  static final int GAPPY = 20;

  private static final double SEASON_SECONDS = 60;
  private static final int SLOT_SECONDS = 20;

  /** No incidents before so many seconds, in which the detectors learn. */
  private static final int CALM_SECONDS = 30;

  /** One of so many series has an incident in a slot. */
  private static final int RARITY = 25;

  private final HttpServer server;
  private final long seed;
  private final long start;

  WaveExporter(long seed) throws IOException {
    this.seed = seed;
    this.start = Instant.now().getEpochSecond();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] text = text(Instant.now().getEpochSecond()).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
  }

  private String text(long second) {
    StringBuilder text = new StringBuilder(32_768);
    for (int pod = 0; pod < LOADS; pod++) {
      double season = 20 * Math.sin(2 * Math.PI * second / SEASON_SECONDS);
      line(text, "chaos_load", pod, 100 + season + wobble(1, pod, second));
    }
    for (int pod = 0; pod < LATENCIES; pod++) {
      line(text, "chaos_latency", pod, 50 + wobble(2, pod, second));
    }
    for (int pod = 0; pod < JOBS; pod++) {
      line(text, "chaos_jobs_total", pod, 1000.0 * (second - start) + 10 * wobble(3, pod, second));
    }
    for (int pod = 0; pod < GAPPY; pod++) {
      if (exposed(pod, second)) {
        line(text, "chaos_gappy", pod, 10 + wobble(4, pod, second));
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String metric, int pod, double value) {
    text.append(metric).append("{pod=\"p").append(pod).append("\"} ").append(value).append('\n');
  }

  private double wobble(int metric, int pod, long second) {
    return random(metric, pod, second).nextGaussian() + incident(metric, pod, second);
  }

  private double incident(int metric, int pod, long second) {
    if (second - start < CALM_SECONDS) {
      return 0;
    }
    SplittableRandom slot = random(metric + 10, pod, second / SLOT_SECONDS);
    int first = slot.nextInt(SLOT_SECONDS / 2);
    int length = 3 + slot.nextInt(8);
    double height = (slot.nextBoolean() ? 1 : -1) * (20 + slot.nextInt(30));
    long inside = second % SLOT_SECONDS - first;
    return slot.nextInt(RARITY) == 0 && inside >= 0 && inside < length ? height : 0;
  }

  /** Some series are born late, and each is gone for a while now and then. */
  private boolean exposed(int pod, long second) {
    long age = second - start - (pod % 4) * (long) CALM_SECONDS / 2;
    SplittableRandom slot = random(20, pod, second / SLOT_SECONDS);
    return age >= 0 && (slot.nextInt(6) != 0 || second % SLOT_SECONDS < SLOT_SECONDS / 2);
  }

  private SplittableRandom random(int kind, int pod, long time) {
    long mixed = seed;
    for (long part : new long[] {kind, pod, time}) {
      mixed = (mixed ^ part) * 0x9E3779B97F4A7C15L;
      mixed ^= mixed >>> 29;
    }
    return new SplittableRandom(mixed);
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
