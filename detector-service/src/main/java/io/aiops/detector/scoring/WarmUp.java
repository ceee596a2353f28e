package io.aiops.detector.scoring;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How far a warm-up is.
 *
 * @param percent 0 to 100
 * @param etaSeconds until it is over, if points come at the detector's interval
 */
@RegisterForReflection
public record WarmUp(double percent, double etaSeconds) {

  static final WarmUp DONE = new WarmUp(100, 0);
  private static final double MILLIS_PER_SECOND = 1000;

  static WarmUp of(Scored scored) {
    return of(
        scored.progress(),
        scored.pointsToReady(),
        scored.detector().definition().interval().toMillis());
  }

  static WarmUp of(double progress, int pointsToReady, long intervalMillis) {
    return new WarmUp(
        Math.floor(progress * 1000) / 10, pointsToReady * intervalMillis / MILLIS_PER_SECOND);
  }

  public static String phase(boolean ready) {
    return ready ? "ready" : "warming_up";
  }
}
