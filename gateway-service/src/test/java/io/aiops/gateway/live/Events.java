package io.aiops.gateway.live;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.aiops.gateway.event.EventWindow;
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
  private static void beSubscribed() {
    EventWindow window = Arc.container().instance(EventWindow.class).get();
    if (window.position().epoch().isEmpty()) {
      var unused = window.subscribed(EPOCH, last(), 0, 0, true);
    }
  }

  /** Posts {@code count} anomalies in one batch; answers the seq of the first. */
  static synchronized long anomalies(int count, String severity, String detail) {
    long first = LAST.get() + 1;
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
    post("[" + String.join(",", events) + "]").then().statusCode(204);
    return first;
  }

  static synchronized long detectorEvent() {
    long seq = LAST.incrementAndGet();
    post("[" + event(seq, EPOCH, "detector_started", "detectors", "{\"id\":\"detector_1\"}") + "]")
        .then()
        .statusCode(204);
    return seq;
  }
}
