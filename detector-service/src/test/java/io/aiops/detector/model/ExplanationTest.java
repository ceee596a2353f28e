package io.aiops.detector.model;

import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The aspects of one value that make it unusual. */
class ExplanationTest {

  private static final long MINUTE = 60_000;

  private final EntityModel model =
      EntityModel.create(
          new ModelSpec("statistical", Map.of(), MINUTE, 1, 1, "UTC", RetrainRule.NEVER, 1));

  private long time;

  private double share(String aspect) {
    return model.explain().contributions().stream()
        .filter(one -> one.name().equals(aspect))
        .mapToDouble(Contribution::share)
        .sum();
  }

  private void take(double value) {
    time += MINUTE;
    model.score(time, new double[] {value}, 0.1);
  }

  @Test
  void aJumpIsAChangeAndAtItsNewLevelNoneAnyMore() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      take(100 + random.nextGaussian());
    }
    take(120);
    double sum = model.explain().contributions().stream().mapToDouble(Contribution::share).sum();
    assertEquals(1, sum, 1e-9);
    assertTrue(share("change") > 0.3, "change " + share("change"));
    assertTrue(share("level") > 0.3, "level " + share("level"));
    take(120);
    assertTrue(share("change") < 0.05, "change " + share("change"));
    assertTrue(share("level") > 0.3, "level " + share("level"));
  }
}
