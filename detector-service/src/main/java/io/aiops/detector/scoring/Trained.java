package io.aiops.detector.scoring;

import java.util.Map;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The answer to a training.
 *
 * @param trainingTime in words
 * @param trainingTimeMs the same in milliseconds
 * @param threshold alarm score at which an anomaly opens
 */
@RegisterForReflection
public record Trained(
    String detectorId,
    String status,
    String model,
    Map<String, String> entity,
    int sampleCount,
    String trainingTime,
    double trainingTimeMs,
    double threshold,
    Map<String, Double> metrics) {

  static Trained of(LiveDetector live, PointBatch batch, TrainingService.Outcome outcome) {
    return new Trained(
        live.detector().id(),
        "trained",
        outcome.training().type(),
        batch.entity().values(),
        outcome.training().sampleCount(),
        (long) outcome.milliseconds() + "ms",
        Math.round(outcome.milliseconds() * 1000) / 1000.0,
        outcome.training().threshold(),
        outcome.training().metrics());
  }
}
