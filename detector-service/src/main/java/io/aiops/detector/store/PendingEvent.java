package io.aiops.detector.store;

import java.time.Instant;
import java.util.Objects;

/**
 * An event that commits with the transaction that announces it.
 *
 * @param id unique; the same cause always has the same id, so that a replay cannot announce twice
 * @param detectorId null where the event is about no detector
 * @param data the resource it is about, as JSON text
 */
public record PendingEvent(
    String id, String type, String topic, Instant time, String detectorId, String data) {

  public PendingEvent {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(data, "data");
  }
}
