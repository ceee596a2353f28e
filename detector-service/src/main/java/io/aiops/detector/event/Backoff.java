package io.aiops.detector.event;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses that double, with up to half of each left to chance, so that not all come at once.
 *
 * @param first after the first failure
 * @param longest however often it fails
 */
public record Backoff(Duration first, Duration longest) {

  public Backoff {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("pauses must be from " + first + " to " + longest);
    }
  }

  /**
   * @param failures in a row, at least 1
   */
  public Duration after(int failures) {
    long grown = first.toMillis();
    for (int i = 1; i < failures && grown < longest.toMillis(); i++) {
      grown *= 2;
    }
    long most = Math.min(grown, longest.toMillis());
    return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
  }
}
