package io.aiops.detector.scoring;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.aiops.detector.json.Labels;
import io.aiops.detector.problem.UnavailableException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Bounds on the entities of a detector. */
class LiveDetectorTest {

  private static LiveDetector live(int entities, MemoryBudget memory) {
    return LiveDetectors.of("d", "{\"name\":\"a\"}", entities, memory);
  }

  private static Labels host(int number) {
    return Labels.of(Map.of("host", Integer.toString(number)));
  }

  private static String refusal(LiveDetector live, int number) {
    return assertThrows(UnavailableException.class, () -> live.entity(host(number))).getMessage();
  }

  @Test
  void entitiesBeyondTheirNumberAreRefusedAndCounted() {
    LiveDetector live = live(2, LiveDetectors.plenty(10));
    live.entity(host(1));
    live.entity(host(2));
    assertTrue(refusal(live, 3).contains("limits.entities_per_detector"));
    live.entity(host(2));
    assertEquals(1, live.refusedEntities.get());
  }

  @Test
  void entitiesBeyondTheMemoryAreRefusedUntilOthersAreGone() {
    long one = live(1, LiveDetectors.plenty(10)).entity(host(1)).memoryBytes();
    MemoryBudget memory = new MemoryBudget(one * 5 / 2, one, 10);
    LiveDetector live = live(100, memory);
    live.entity(host(1));
    live.entity(host(2));
    assertTrue(refusal(live, 3).contains("limits.memory"));
    assertEquals(1, live.refusedEntities.get());
    assertEquals(2, live.all().size());
    live.retire(live.entity(host(1)));
    memory.measure(List.of(live));
    live.entity(host(3));
    assertEquals(2, live.all().size());
  }
}
