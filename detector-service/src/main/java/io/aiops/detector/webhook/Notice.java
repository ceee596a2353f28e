package io.aiops.detector.webhook;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.detector.event.StoredEvent;

/**
 * An event that a webhook is to be told of.
 *
 * @param event with the type that it has for this webhook
 * @param data of the event
 * @param labels of the series, the detector or the incident
 */
record Notice(StoredEvent event, JsonNode data, Map<String, String> labels) {

  String type() {
    return event.type();
  }

  boolean anomaly() {
    return type().startsWith(EventTypes.ANOMALY);
  }

  boolean incident() {
    return type().startsWith(EventTypes.INCIDENT);
  }

  /** A member of the data as text; empty where it is absent or null. */
  String text(String field) {
    JsonNode value = data.get(field);
    return value == null || value.isNull() ? "" : value.asText();
  }
}
