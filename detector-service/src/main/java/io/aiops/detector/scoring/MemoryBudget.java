package io.aiops.detector.scoring;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.aiops.detector.config.AiopsConfig;

/**
 * How the heap is shared out among entities: no more of them than fit, and as many points for
 * charts of each as a share of it holds. Measured now and then; in between what comes is added.
 * Asked at every point, so there is no proxy before it.
 */
@Singleton
class MemoryBudget {

  /** Points for charts that an entity keeps however little there is. */
  private static final int LEAST_POINTS = 32;

  private final long most;
  private final long mostForCharts;
  private final int mostPoints;
  private final AtomicLong used;
  private volatile int points;

  @Inject
  MemoryBudget(AiopsConfig config) {
    this(
        (long) (config.limits().memory() * Runtime.getRuntime().maxMemory()),
        (long) (config.limits().resultMemory() * Runtime.getRuntime().maxMemory()),
        config.limits().resultPoints());
  }

  MemoryBudget(long most, long mostForCharts, int mostPoints) {
    this(most, mostForCharts, mostPoints, new AtomicLong());
  }

  private MemoryBudget(long most, long mostForCharts, int mostPoints, AtomicLong used) {
    this.most = most;
    this.used = used;
    this.mostForCharts = mostForCharts;
    this.mostPoints = mostPoints;
    this.points = mostPoints;
  }

  /** Adds up what all detectors hold, and shares out the memory for charts anew. */
  void measure(Collection<LiveDetector> detectors) {
    long bytes = 0;
    long perPoint = 0;
    for (LiveDetector live : detectors) {
      bytes += live.memoryBytes();
      int dimensions = live.detector().definition().dimensions();
      perPoint += live.awake() * RecentPoints.bytesPerPoint(dimensions);
    }
    used.set(bytes);
    share(perPoint);
  }

  /**
   * Shares out the memory for charts.
   *
   * @param perPoint bytes that one point of each entity takes
   */
  void share(long perPoint) {
    long fitting = perPoint == 0 ? mostPoints : mostForCharts / perPoint;
    points = (int) Math.min(mostPoints, Math.max(LEAST_POINTS, fitting));
  }

  /** The same heap for entities that keep another number of points, come what may. */
  MemoryBudget withPoints(int number) {
    return new MemoryBudget(most, Long.MAX_VALUE, number, used);
  }

  /** Whether another entity of this many bytes fits; counted from now on if it does. */
  boolean take(long bytes) {
    if (used.addAndGet(bytes) <= most) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  long mostBytes() {
    return most;
  }

  /** Points for charts that an entity keeps at present. */
  int chartPoints() {
    return points;
  }
}
