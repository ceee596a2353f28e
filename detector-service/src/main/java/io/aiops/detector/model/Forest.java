package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Random trees over the recent points of an entity that tell how isolated a point is. */
sealed interface Forest permits IsolationForest, CutForest {

  /** How isolated the point is; higher is more so, on a scale of the forest's own. */
  double isolation(double[] point);

  /**
   * Learns a point.
   *
   * @param weight 0..1, how much it is to be trusted
   */
  void learn(double[] point, double weight);

  void write(DataOutput out) throws IOException;

  void read(DataInput in) throws IOException;

  long memoryBytes();
}
