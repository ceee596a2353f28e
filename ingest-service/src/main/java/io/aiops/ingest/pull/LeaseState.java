package io.aiops.ingest.pull;

import java.time.Instant;
import java.util.Optional;

/**
 * How leasing goes.
 *
 * @param since first successful call since the start
 * @param last last successful call
 * @param error why the last call failed, absent when it succeeded
 */
public record LeaseState(Optional<Instant> since, Optional<Instant> last, Optional<String> error) {

  static final LeaseState NEVER =
      new LeaseState(Optional.empty(), Optional.empty(), Optional.empty());
}
