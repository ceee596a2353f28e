package io.aiops.detector.model;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CountSpreadTest {

  @Test
  void countsVaryMoreWhereMoreAreExpected() {
    CountSpread spread = learn(Math::sqrt, Math::rint);
    // The mean of a square root over 20 to 100 is 7.6.
    assertEquals(Math.sqrt(25) / 7.6, spread.factor(25), 0.15);
    assertEquals(Math.sqrt(95) / 7.6, spread.factor(95), 0.15);
  }

  @Test
  void withoutASureSlopeAllLevelsAreAlike() {
    CountSpread spread = learn(expected -> 5, Math::rint);
    assertEquals(1, spread.factor(25), 0.05);
    assertEquals(1, spread.factor(95), 0.05);
  }

  @Test
  void onlyWholeNumbersFromZeroOnAreCounts() {
    assertEquals(1, learn(Math::sqrt, value -> value + 0.5).factor(25));
    assertEquals(1, learn(Math::sqrt, value -> -Math.rint(value)).factor(25));
  }

  @Test
  void anErrorOutOfTheOrdinaryHardlyChangesTheSlope() {
    CountSpread spread = learn(Math::sqrt, Math::rint);
    double before = spread.factor(95);
    spread.learn(95, 1e9, 1);
    assertEquals(before, spread.factor(95), 0.01);
  }

  @Test
  void farFromAllLevelsTheFactorStaysInBounds() {
    CountSpread spread = learn(Math::sqrt, Math::rint);
    assertTrue(spread.factor(1e6) <= 3);
    assertTrue(spread.factor(-1e6) >= 1.0 / 3);
  }

  @Test
  void countsThatStoodStillAtFirstAreLearntLater() {
    CountSpread spread = new CountSpread();
    for (int i = 0; i < 200; i++) {
      spread.see(0);
      spread.learn(0, 0, 1);
    }
    learn(spread, Math::sqrt, Math::rint);
    assertTrue(spread.factor(95) > 1.1, "factor " + spread.factor(95));
    assertTrue(spread.factor(95) > spread.factor(25), "factor " + spread.factor(25));
  }

  private static CountSpread learn(DoubleUnaryOperator deviation, DoubleUnaryOperator form) {
    CountSpread spread = new CountSpread();
    learn(spread, deviation, form);
    return spread;
  }

  private static void learn(
      CountSpread spread, DoubleUnaryOperator deviation, DoubleUnaryOperator form) {
    Random random = new Random(3);
    for (int i = 0; i < 4000; i++) {
      double expected = 20 + 80 * random.nextDouble();
      double error = deviation.applyAsDouble(expected) * random.nextGaussian();
      spread.see(form.applyAsDouble(Math.abs(expected + error)));
      spread.learn(expected, error, 1);
    }
  }
}
