package io.aiops.ingest.pull;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that double from a first to a longest one, each shortened at random by up to a half. */
final class Backoff {

  private static final int MAX_DOUBLINGS = 30;

  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private int failures;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  Duration next() {
    double factor = Math.scalb(1.0, Math.min(failures++, MAX_DOUBLINGS));
    double millis = Math.min((double) first.toMillis() * factor, (double) longest.toMillis());
    return Duration.ofMillis(Math.round(millis * (1 - random.nextDouble() / 2)));
  }

  void reset() {
    failures = 0;
  }
}
