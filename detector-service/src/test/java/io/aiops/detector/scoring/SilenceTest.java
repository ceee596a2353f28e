package io.aiops.detector.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.junit.jupiter.api.Test;

import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.json.Labels;
import io.aiops.detector.suppression.RuleSet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

/** Suppressions cost nothing where nothing is wrong. */
class SilenceTest {

  private static final long MINUTE = 60_000;

  private final AtomicInteger asked = new AtomicInteger();
  private final MemoryBudget memory = LiveDetectors.plenty(100);
  private final LiveDetector live =
      new LiveDetector(
          LiveDetectors.of("d", "{\"name\":\"d\"}", 10, memory).detector(),
          new ReentrantReadWriteLock(),
          10,
          memory,
          () -> {
            asked.incrementAndGet();
            return RuleSet.NONE;
          });
  private final Entity entity = live.entity(Labels.NONE);
  private final List<AnomalyChange> changes = new ArrayList<>();
  private long time = 1_767_323_040_000L;

  private void points(int count, double level) {
    for (int i = 0; i < count; i++) {
      time += MINUTE;
      double value = level + new Random(time).nextGaussian();
      new Scorer(live, entity, changes).take(time, new double[] {value}, false);
    }
  }

  @Test
  void onlyPointsOfOpenAnomaliesAreLookedAt() {
    points(300, 10);
    assertEquals(0, asked.get());
    assertNull(entity.silence);
    points(5, 80);
    assertEquals(1, changes.size());
    assertEquals(5, asked.get());
    assertNotNull(entity.silence);
    points(60, 10);
    int whileOpen = asked.get();
    assertNull(entity.silence, "nothing is kept for an anomaly that is over");
    points(60, 10);
    assertEquals(whileOpen, asked.get());
  }
}
