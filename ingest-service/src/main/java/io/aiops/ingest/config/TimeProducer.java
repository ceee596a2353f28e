package io.aiops.ingest.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the machine's clocks to whoever needs them. */
@Singleton
public final class TimeProducer {

  @Produces
  @Singleton
  Time time() {
    return Time.system();
  }
}
