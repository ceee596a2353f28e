package io.aiops.detector.event;

import java.time.Instant;

/**
 * An event as it is stored.
 *
 * @param seq gap-free while the epoch stays the same
 * @param detectorId null where it is about no detector
 * @param data the resource it is about, as JSON text
 */
public record StoredEvent(
    long seq, String id, String type, String topic, Instant time, String detectorId, String data) {}
