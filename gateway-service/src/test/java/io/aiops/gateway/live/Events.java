package io.aiops.gateway.live;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.aiops.gateway.event.CloudEventReader;
import io.aiops.gateway.event.EventListener;
import io.aiops.gateway.event.EventWindow;
import io.aiops.gateway.event.RelayedEvent;
import io.quarkus.arc.Arc;
import io.restassured.response.Response;

import static io.restassured.RestAssured.given;

/** Posts events as detector-service does. */
final class Events {

  private static final AtomicLong LAST = new AtomicLong();
  static final String EPOCH = "0123abcd";

  private Events() {}

  static long last() {
    return LAST.get();
  }

  static String event(long seq, String epoch, String type, String topic, String data) {
    return """
        {"specversion":"1.0","id":"e.%d","source":"/detector-service","type":"%s","subject":"detector_1",
         "time":"2026-01-02T03:04:05.678Z","datacontenttype":"application/json","topic":"%s",
         "epoch":"%s","sequence":"%d","data":%s}"""
        .formatted(seq, type, topic, epoch, seq, data);
  }

  static Response post(String batch) {
    beSubscribed();
    return given()
        .contentType("application/cloudevents-batch+json")
        .body(batch)
        .post("/internal/v1/events");
  }

  /** Tells a process that has met no detector-service what its subscription would have told it. */
  static void beSubscribed() {
    if (window().position().epoch().isEmpty()) {
      var unused = window().subscribed(EPOCH, last(), 0, 0, true);
    }
  }

  private static EventWindow window() {
    return Arc.container().instance(EventWindow.class).get();
  }

  /** Tells the process that so many events had happened before it started, and are to come. */
  static synchronized void miss(int count) {
    beSubscribed();
    var unused = window().subscribed(EPOCH, last() + count, last(), last(), true);
  }

  /** Puts anomalies into the window that are still on their way to the sockets. */
  static synchronized List<RelayedEvent> arrive(int count)
      throws CloudEventReader.MalformedBatchException {
    beSubscribed();
    byte[] batch = batch(count, "low", "").getBytes(StandardCharsets.UTF_8);
    CloudEventReader reader = Arc.container().instance(CloudEventReader.class).get();
    return window().add(reader.read(batch)).events();
  }

  /** Brings them to the sockets. */
  static void handOver(List<RelayedEvent> events) {
    Arc.container().instance(EventListener.class).get().published(events);
  }

  /** Posts {@code count} anomalies in one batch; answers the seq of the first. */
  static synchronized long anomalies(int count, String severity, String detail) {
    long first = LAST.get() + 1;
    post(batch(count, severity, detail)).then().statusCode(204);
    return first;
  }

  private static String batch(int count, String severity, String detail) {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long seq = LAST.incrementAndGet();
      events.add(
          event(
              seq,
              EPOCH,
              "anomaly_detected",
              "anomalies",
              "{\"severity\":\"" + severity + "\",\"detail\":\"" + detail + "\"}"));
    }
    return "[" + String.join(",", events) + "]";
  }

  /** Posts an event about no detector. */
  static synchronized long withoutDetector(String type, String topic, String data) {
    long seq = LAST.incrementAndGet();
    String event = event(seq, EPOCH, type, topic, data).replace("\"subject\":\"detector_1\",", "");
    post("[" + event + "]").then().statusCode(204);
    return seq;
  }

  static synchronized long detectorEvent() {
    long seq = LAST.incrementAndGet();
    post("[" + event(seq, EPOCH, "detector_started", "detectors", "{\"id\":\"detector_1\"}") + "]")
        .then()
        .statusCode(204);
    return seq;
  }
}
