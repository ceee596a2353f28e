package io.aiops.gateway.event;

import java.util.Objects;

/**
 * An event as clients get it.
 *
 * @param seq gap-free within an epoch
 * @param detectorId null where it is about no detector
 * @param severity rank from 1 to 4 of what it is about; 0 where it has none
 * @param json the message, written once for all clients
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that are only sent, never compared
public record RelayedEvent(
    long seq, String id, String topic, String detectorId, int severity, byte[] json) {

  public RelayedEvent {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(json, "json");
  }
}
