package io.aiops.gateway.bench;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.sun.management.OperatingSystemMXBean;

import io.aiops.gateway.event.CloudEventReader;
import io.aiops.gateway.event.EventRelay;
import io.aiops.gateway.event.EventWindow;
import io.aiops.gateway.event.RelayedEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Prints what the fan-out carries, beside plain {@code sendText} in the same process and run. */
@QuarkusTest
@TestProfile(FanOutBench.Patient.class)
class FanOutBench {

  /** The clients of a benchmark answer no ping. */
  public static class Patient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("aiops.live.ping", "1h", "aiops.live.heartbeat", "1h");
    }
  }

  private static final String HELLO = "{\"action\":\"subscribe\",\"topics\":[\"anomalies\"]}";
  private static final int BATCH = 50;

  /** Events on their way at most: half of what may wait for one client. */
  private static final int WINDOW = 1000;

  private static final int ROUNDS = 3;
  private static final long SATURATED_NANOS = TimeUnit.SECONDS.toNanos(4);
  private static final int RATE = 20;
  private static final int PACED_SECONDS = 6;
  private static final String FILL = "x".repeat(330);

  @Inject EventRelay relay;
  @Inject EventWindow window;
  @Inject PlainEndpoint plain;
  private long seq;

  private interface Publisher {
    void publish(int count);
  }

  @Test
  void fanOut() throws Exception {
    var unused = window.subscribed("bench", 0, 0, 0, true);
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      ours.add(saturate("/api/ws", HELLO, this::relayed));
      theirs.add(saturate("/bench/plain", "", this::plainly));
    }
    print("1,000 clients at saturation, shared frames", "%,.0f messages/s", median(ours));
    print("1,000 clients at saturation, sendText", "%,.0f messages/s", median(theirs));
    print("shared frames against sendText", "%.1f times", median(ours) / median(theirs));
    paced("1,000 clients x 20/s, shared frames", 1000, "/api/ws", HELLO, this::relayed);
    paced("1,000 clients x 20/s, sendText", 1000, "/bench/plain", "", this::plainly);
    paced("5,000 clients x 20/s, shared frames", 5000, "/api/ws", HELLO, this::relayed);
    paced("5,000 clients x 20/s, sendText", 5000, "/bench/plain", "", this::plainly);
  }

  private double saturate(String path, String hello, Publisher publisher) throws Exception {
    int clients = 1000;
    try (Crowd crowd = new Crowd(RestAssured.port, path, clients, hello)) {
      settle(crowd, publisher);
      long before = crowd.least();
      long published = 0;
      long start = System.nanoTime();
      while (System.nanoTime() - start < SATURATED_NANOS) {
        if (published - (crowd.least() - before) <= WINDOW - BATCH) {
          publisher.publish(BATCH);
          published += BATCH;
        } else {
          LockSupport.parkNanos(100_000);
        }
      }
      drain(crowd, before + published);
      assertEquals(0, crowd.lost(), path);
      return published * (double) clients / ((System.nanoTime() - start) / 1e9);
    }
  }

  private void paced(String name, int clients, String path, String hello, Publisher publisher)
      throws Exception {
    try (Crowd crowd = new Crowd(RestAssured.port, path, clients, hello)) {
      settle(crowd, publisher);
      long before = crowd.least();
      Latencies latencies = crowd.time(true);
      long cpu = cpu();
      int count = RATE * PACED_SECONDS;
      long next = System.nanoTime();
      for (int i = 0; i < count; i++) {
        publisher.publish(1);
        next += TimeUnit.SECONDS.toNanos(1) / RATE;
        LockSupport.parkNanos(next - System.nanoTime());
      }
      drain(crowd, before + count);
      assertEquals(0, crowd.lost(), path);
      double cpuPerMillion = (cpu() - cpu) / 1e9 / (count * (double) clients) * 1e6;
      print(
          name,
          latencies.summary() + ", %.1f CPU s per million messages, clients included",
          cpuPerMillion);
    }
  }

  /** Publishes until every client hears: all of them have subscribed then. */
  private static void settle(Crowd crowd, Publisher publisher) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (crowd.least() == 0) {
      assertTrue(System.nanoTime() < deadline, "clients did not subscribe");
      publisher.publish(1);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
  }

  private static void drain(Crowd crowd, long target) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (crowd.least() < target) {
      assertTrue(System.nanoTime() < deadline, () -> crowd.least() + " of " + target);
      LockSupport.parkNanos(100_000);
    }
  }

  private void relayed(int count) {
    List<RelayedEvent> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long next = ++seq;
      events.add(
          new RelayedEvent(
              next,
              "e" + next,
              "anomalies",
              "detector_1",
              0,
              message(next).getBytes(StandardCharsets.UTF_8)));
    }
    assertTrue(relay.take(new CloudEventReader.Batch("bench", events)));
  }

  private void plainly(int count) {
    for (int i = 0; i < count; i++) {
      plain.publish(message(++plainSeq));
    }
  }

  private long plainSeq;

  private static String message(long seq) {
    return """
        {"type":"anomaly_detected","topic":"anomalies","seq":%d,"id":"e%d","time":"2026-01-02T03:04:05.678Z",\
        "detector_id":"detector_1","data":{"sent":"%d","fill":"%s"}}"""
        .formatted(seq, seq, System.nanoTime(), FILL);
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static void print(String what, String format, double value) {
    System.out.println("BENCH " + what + ": " + String.format(Locale.ROOT, format, value));
  }
}
