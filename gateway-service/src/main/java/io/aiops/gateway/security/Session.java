package io.aiops.gateway.security;

import java.time.Instant;
import java.util.Objects;

/**
 * A session of a browser.
 *
 * @param id random, so that it can be ended
 * @param name of the token that it was made with
 * @param started with whole seconds
 * @param renewed when its idle time began, with whole seconds
 */
record Session(String id, String name, Instant started, Instant renewed) {

  Session {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    if (renewed.isBefore(started)) {
      throw new IllegalArgumentException("a session is renewed after its start");
    }
  }

  Session renewedAt(Instant now) {
    return new Session(id, name, started, now);
  }
}
