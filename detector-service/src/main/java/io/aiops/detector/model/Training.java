package io.aiops.detector.model;

import java.util.Map;

/**
 * The outcome of a training.
 *
 * @param sampleCount points learnt
 * @param threshold on the alarm score scale
 * @param metrics figures by name: how well the trained model describes the points
 * @param type the model in use, for {@code auto} the one it picked
 */
public record Training(
    int sampleCount, double threshold, Map<String, Double> metrics, String type) {

  /** Copies the metrics. */
  public Training {
    metrics = Map.copyOf(metrics);
  }
}
