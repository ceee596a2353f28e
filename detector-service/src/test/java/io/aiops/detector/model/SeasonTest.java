package io.aiops.detector.model;

import java.util.Map;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertTrue;

class SeasonTest {

  private static final long INTERVAL = 300_000;
  private static final int DAY = 288;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theCourseOfADayIsNotTakenForAPeriodThatDriftsAgainstIt(long seed) {
    ModelSpec spec = new ModelSpec("auto", Map.of(), INTERVAL, 1, 1, "UTC", RetrainRule.DAILY, 1);
    EntityModel model = EntityModel.create(spec);
    Random random = new Random(seed);
    for (int i = 0; i < 10 * DAY; i++) {
      double course = 200 + 80 * Math.sin(2 * Math.PI * i / DAY);
      model.score(i * INTERVAL, new double[] {course + 6 * random.nextGaussian()}, 1);
    }
    assertTrue(model.reason().startsWith("the daily season"), model.reason());
  }
}
