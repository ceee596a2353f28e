package io.aiops.detector.model;

import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** One feature that leaves its range alarms, however many others stay calm. */
class VectorTest {

  private static final int CALM = 2 * 1440;
  private static final int BROKEN = 5;
  private static final double DEVIATIONS = 12;

  @ParameterizedTest
  @CsvSource({
    "auto, 2",
    "auto, 5",
    "auto, 38",
    "statistical, 5",
    "isolation_forest, 2",
    "isolation_forest, 5",
    "random_cut_forest, 2",
    "random_cut_forest, 5",
    "ensemble, 5"
  })
  void oneBrokenFeatureIsFoundAndNamed(String type, int dimensions) {
    Random random = new Random(dimensions);
    EntityModel model = EntityModel.create(Cases.spec(type, dimensions, 1));
    int falseAlarms = 0;
    for (int i = 0; i < CALM; i++) {
      Score score = Cases.feed(model, i, point(random, dimensions));
      falseAlarms += score.alarmScore() >= model.threshold() && !score.warmingUp() ? 1 : 0;
    }

    int broken = dimensions - 1;
    int alarms = 0;
    for (int i = 0; i < BROKEN; i++) {
      double[] point = point(random, dimensions);
      point[broken] += DEVIATIONS * (broken + 1);
      Score score = Cases.feed(model, CALM + i, point);
      assertEquals(broken, score.feature());
      alarms += score.alarmScore() >= model.threshold() ? 1 : 0;
    }

    assertTrue(alarms >= 1, "no alarm at a threshold of " + model.threshold());
    assertTrue(falseAlarms <= 3, falseAlarms + " false alarms in two days");
  }

  /** Each feature has a level and a deviation of its own. */
  private static double[] point(Random random, int dimensions) {
    double[] point = new double[dimensions];
    for (int f = 0; f < dimensions; f++) {
      point[f] = 100 * f + (f + 1) * random.nextGaussian();
    }
    return point;
  }
}
