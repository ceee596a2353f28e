package io.aiops.gateway.live;

import io.aiops.gateway.event.RelayedEvent;

/**
 * Which events of a topic a client wants.
 *
 * @param detectorId null for any. Events about no detector pass: incidents, the state of services
 * @param minSeverity rank from 1 to 4; 0 for any. Events without a severity pass
 */
record Filter(String detectorId, int minSeverity) {

  static final Filter NONE = new Filter(null, 0);

  boolean accepts(RelayedEvent event) {
    return (detectorId == null
            || event.detectorId() == null
            || detectorId.equals(event.detectorId()))
        && (event.severity() == 0 || event.severity() >= minSeverity);
  }
}
