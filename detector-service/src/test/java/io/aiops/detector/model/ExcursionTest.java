package io.aiops.detector.model;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ExcursionTest {

  private static final double RANGE = 1;
  private static final int KNOWN = 10_000;

  @Test
  void aSlowDriftBeginsOneExcursion() {
    Excursion excursion = settled();
    int begun = 0;
    for (int i = 0; i < 100; i++) {
      excursion.judge(i / 50.0, RANGE, KNOWN);
      begun += excursion.begins() ? 1 : 0;
      excursion.learn(i / 50.0, 1);
    }
    assertEquals(1, begun);
  }

  @Test
  void meansWithinWhatTheyWereBeginNone() {
    Excursion excursion = settled();
    for (double mean : new double[] {0.4, -0.4, 0.6, -0.6}) {
      excursion.judge(mean, RANGE, KNOWN);
      assertFalse(excursion.begins());
    }
  }

  @Test
  void itEndsWellBelowWhereItBegan() {
    Excursion excursion = settled();
    assertTrue(begins(excursion, 0.9));
    assertFalse(begins(excursion, 0.75));
    assertFalse(begins(excursion, 0.9));
    assertFalse(begins(excursion, 0.5));
    assertTrue(begins(excursion, 0.9));
  }

  @Test
  void fewPointsShowNoExtremes() {
    Excursion excursion = settled();
    excursion.judge(2, RANGE, 300);
    assertFalse(excursion.begins());
  }

  private static boolean begins(Excursion excursion, double mean) {
    excursion.judge(mean, RANGE, KNOWN);
    return excursion.begins();
  }

  private static Excursion settled() {
    Excursion excursion = new Excursion();
    excursion.restart(0.5);
    return excursion;
  }
}
