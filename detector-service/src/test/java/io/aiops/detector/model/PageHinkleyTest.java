package io.aiops.detector.model;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PageHinkleyTest {

  private static final int KNOWN = 1000;

  private final Random random = new Random(5);
  private final PageHinkley drift = new PageHinkley();

  /** Points until a drift is told, at most so many; -1 if it never is. */
  private int told(int most, double spread) {
    for (int i = 1; i <= most; i++) {
      if (drift.learn(Math.abs(spread * random.nextGaussian()))) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void errorsAsUsualAreNoDrift() {
    assertEquals(-1, told(200_000, 1));
  }

  @Test
  void errorsOfATenthAreADriftWithinAHundredAndFiftyPoints() {
    assertEquals(-1, told(KNOWN, 1));
    int after = told(1000, 0.1);
    assertTrue(after > 20 && after < 150, "told after " + after);
  }

  @Test
  void largerErrorsAreNoneForTheyMayBeAnIncident() {
    assertEquals(-1, told(KNOWN, 1));
    assertEquals(-1, told(2000, 5));
  }

  @Test
  void fewErrorsTellNothing() {
    assertEquals(-1, told(100, 1));
    assertFalse(drift.known());
    assertEquals(-1, told(100, 0));
  }

  @Test
  void theNextDriftIsToldAfterTheSumHasBegunAnew() {
    told(KNOWN, 1);
    int first = told(1000, 0.1);
    drift.again();
    int second = told(1000, 0.1);
    assertTrue(second > first / 2, first + " and " + second);
  }
}
