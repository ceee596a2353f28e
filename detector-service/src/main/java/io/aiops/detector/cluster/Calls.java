package io.aiops.detector.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Calls under way on what this replica owns, so that it is given back after they have been answered
 * and not between.
 */
@ApplicationScoped
public class Calls {

  private final Map<String, Integer> underWay = new HashMap<>();

  synchronized void begin(String name) {
    underWay.merge(name, 1, Integer::sum);
  }

  synchronized void end(String name) {
    underWay.computeIfPresent(name, (same, count) -> count == 1 ? null : count - 1);
    notifyAll();
  }

  /** Waits until none is under way, but not for ever. */
  public synchronized void awaitNone(String name, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (underWay.containsKey(name)) {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
          return;
        }
        wait(millis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
