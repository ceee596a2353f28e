package io.aiops.ingest.delivery;

import java.time.Duration;
import java.util.Optional;

/** What became of a batch. */
public sealed interface Outcome {

  /** Stored; {@code position} is the end of what is stored, epoch milliseconds. */
  record Accepted(long accepted, long late, long position) implements Outcome {}

  /** Refused because it starts behind the position: resume there. */
  record Gap(long position) implements Outcome {}

  /** The pull belongs to somebody else or is gone. */
  record Lost(String reason) implements Outcome {}

  /** Nobody could take it; the same batch may pass later. */
  record Busy(String reason, Optional<Duration> retryAfter) implements Outcome {}

  /** The owner of the detector does not answer; another one may be found soon. */
  record Unreachable(String reason) implements Outcome {}

  /** Refused for good: the same batch would be refused again. */
  record Refused(String reason) implements Outcome {}
}
