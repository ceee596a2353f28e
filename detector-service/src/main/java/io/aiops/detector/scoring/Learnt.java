package io.aiops.detector.scoring;

import io.aiops.detector.model.EntityModel;
import io.aiops.detector.model.RetrainState;

/**
 * How far a model has come: what lists and sums tell of it, also while the model itself rests in
 * its saved state.
 *
 * @param progress of the warm-up, 0 to 1
 * @param pointsToReady points with a value until the warm-up is over
 * @param trainedAt epoch milliseconds; 0 before
 * @param samples points with a value learnt so far
 * @param type the model in use
 * @param retraining whether it is learnt anew, and how often it was
 */
record Learnt(
    boolean ready,
    double progress,
    int pointsToReady,
    long trainedAt,
    long samples,
    String type,
    RetrainState retraining) {

  static Learnt of(EntityModel model) {
    return new Learnt(
        model.ready(),
        model.progress(),
        model.pointsToReady(),
        model.trainedAt(),
        model.sampleCount(),
        model.type(),
        model.retrainState());
  }
}
