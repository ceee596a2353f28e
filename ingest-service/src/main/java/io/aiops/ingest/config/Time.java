package io.aiops.ingest.config;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * The two clocks: the wall clock names instants, the monotonic one measures spans.
 *
 * @param nanos monotonic nanoseconds
 */
public record Time(Clock wall, LongSupplier nanos) {

  /** The machine's clocks. */
  public static Time system() {
    return new Time(Clock.systemUTC(), System::nanoTime);
  }
}
