package io.aiops.detector.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class CoverageTest {

  private static final int CAPACITY = 300;

  @Test
  void theDistanceIsThatToTheNearestOfAllValuesWhateverHappenedBetween() {
    Random random = new Random(5);
    Coverage coverage = new Coverage(CAPACITY, Integer.MAX_VALUE);
    List<Float> seen = new ArrayList<>();
    for (int i = 0; i < CAPACITY; i++) {
      double value = random.nextInt(1000) / 8.0;
      assertEquals(nearest(seen, value), coverage.distance(value));
      if (i % 50 == 49) {
        coverage.move(2);
        seen.replaceAll(old -> old + 2);
        assertEquals(nearest(seen, value), coverage.distance(value));
      }
      coverage.learn(value, 0, 1);
      seen.add((float) value);
      assertEquals(0, coverage.distance(value));
    }
    coverage.clear();
    assertEquals(0, coverage.distance(3));
  }

  private static double nearest(List<Float> seen, double value) {
    return seen.stream().mapToDouble(one -> Math.abs(one - value)).min().orElse(0);
  }

  @Test
  void aValueThatDidNotComeBackIsForgotten() {
    Coverage coverage = new Coverage(4, 100);
    coverage.learn(50, 0, 1);
    for (int i = 0; i < 200; i++) {
      coverage.distance(50);
      coverage.learn(i % 2, 0, 1);
    }
    assertEquals(49, coverage.distance(50));
  }
}
