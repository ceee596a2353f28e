package io.aiops.detector.anomaly;

import java.time.Instant;
import java.util.Optional;

import io.aiops.detector.json.Labels;

/** Points that are still in memory. */
public interface RecentPointsSource {

  /** The points from {@code from} on; empty where memory does not reach back to it. */
  Optional<PointsAround> since(String detectorId, Labels entity, Instant from);
}
