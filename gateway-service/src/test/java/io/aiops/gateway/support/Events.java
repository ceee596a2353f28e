package io.aiops.gateway.support;

/** CloudEvents as detector-service writes them. */
public final class Events {

  /** Makes the event of a seq. */
  public interface Maker {
    String make(String epoch, long seq);
  }

  private Events() {}

  public static String anomaly(String epoch, long seq, String detector, String severity) {
    return event(
        epoch,
        seq,
        "anomaly_detected",
        "anomalies",
        detector,
        "{\"id\":\"anomaly_" + seq + "\",\"severity\":\"" + severity + "\",\"version\":1}");
  }

  /** An anomaly whose data is about so many bytes. */
  public static String large(String epoch, long seq, int bytes) {
    return event(
        epoch,
        seq,
        "anomaly_detected",
        "anomalies",
        "detector_1",
        "{\"id\":\"anomaly_" + seq + "\",\"explanation\":\"" + "x".repeat(bytes) + "\"}");
  }

  public static String detector(String epoch, long seq, String detector) {
    return event(
        epoch, seq, "detector_started", "detectors", detector, "{\"id\":\"" + detector + "\"}");
  }

  private static String event(
      String epoch, long seq, String type, String topic, String subject, String data) {
    return """
        {"specversion":"1.0","id":"%s.%s.%d","source":"/detector-service","type":"%s",
         "subject":"%s","time":"2026-01-02T03:04:05.678Z","datacontenttype":"application/json",
         "topic":"%s","epoch":"%s","sequence":"%d","data":%s}"""
        .formatted(subject, type, seq, type, subject, topic, epoch, seq, data);
  }
}
