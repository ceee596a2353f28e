package io.aiops.detector.webhook;

import java.util.List;

/** The events that a webhook can be told of. */
final class EventTypes {

  static final String ANOMALY = "anomaly_";
  static final String INCIDENT = "incident_";
  static final String DETECTED = "anomaly_detected";
  static final String OPENED = "incident_opened";
  static final String RESOLVED = "_resolved";
  static final String DETECTOR_DELETED = "detector_deleted";

  /** A made-up event that a person asked for. */
  static final String TEST = "webhook_test";

  /** What begins and ends. */
  static final List<String> DEFAULT =
      List.of(DETECTED, "anomaly_resolved", OPENED, "incident_resolved");

  /** Of things that begin and end: all that Alertmanager can make something of. */
  static final List<String> EPISODES =
      List.of(
          DETECTED,
          "anomaly_updated",
          "anomaly_resolved",
          OPENED,
          "incident_updated",
          "incident_resolved");

  static final List<String> ALL =
      List.of(
          DETECTED,
          "anomaly_updated",
          "anomaly_resolved",
          OPENED,
          "incident_updated",
          "incident_resolved",
          "detector_created",
          "detector_updated",
          DETECTOR_DELETED,
          "detector_started",
          "detector_stopped",
          "detector_health",
          "system_health");

  private EventTypes() {}

  /** Whether it is about something that begins and ends. */
  static boolean episode(String type) {
    return type.startsWith(ANOMALY) || type.startsWith(INCIDENT);
  }

  /** The type that tells of the beginning of what this one is about. */
  static String opening(String type) {
    return type.startsWith(ANOMALY) ? DETECTED : OPENED;
  }
}
