package io.aiops.detector.anomaly;

import java.util.Optional;

/** Points that are still in memory. */
public interface RecentPointsSource {

  /** The points around an anomaly; empty where memory does not reach back to its start. */
  Optional<PointsAround> around(Anomaly anomaly);
}
