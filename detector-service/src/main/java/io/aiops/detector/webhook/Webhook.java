package io.aiops.detector.webhook;

import java.time.Instant;

/**
 * A user's subscription to events.
 *
 * @param version counts its changes, from 1; what became of deliveries is none
 */
record Webhook(String id, Settings settings, Instant createdAt, Instant updatedAt, long version) {

  /** Names this version, for conditional requests. */
  String entityTag() {
    return "\"" + version + "\"";
  }

  Webhook with(Settings changed, Instant now) {
    return new Webhook(id, changed, createdAt, now, version + 1);
  }
}
