package io.aiops.detector.event;

import java.net.URI;
import java.time.Instant;

/**
 * Somebody who is told about events.
 *
 * @param ackedSeq the last event that was taken
 * @param expiresAt without a renewal it is told nothing more
 */
record Subscriber(String id, URI callbackUrl, long ackedSeq, Instant expiresAt) {}
