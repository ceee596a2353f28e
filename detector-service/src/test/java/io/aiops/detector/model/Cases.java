package io.aiops.detector.model;

import java.util.Map;

/** Specs and points for the tests of this package. */
final class Cases {

  static final double[] DOZEN = {10, 12, 11, 13, 10, 15, 14, 12, 11, 9, 13, 12};
  static final long MINUTE = 60_000;

  private Cases() {}

  static ModelSpec spec(String type) {
    return spec(type, 1, 1);
  }

  static ModelSpec spec(String type, int dimensions, double budget) {
    return new ModelSpec(type, Map.of(), MINUTE, dimensions, budget, "UTC", RetrainRule.NEVER, 7);
  }

  static EntityModel trained(String type) {
    EntityModel model = EntityModel.create(spec(type));
    long[] timestamps = new long[DOZEN.length];
    double[][] points = new double[DOZEN.length][];
    for (int i = 0; i < DOZEN.length; i++) {
      timestamps[i] = i * MINUTE;
      points[i] = new double[] {DOZEN[i]};
    }
    model.train(timestamps, points);
    return model;
  }

  static Score feed(EntityModel model, long index, double... point) {
    return model.score(index * MINUTE, point, 1);
  }
}
