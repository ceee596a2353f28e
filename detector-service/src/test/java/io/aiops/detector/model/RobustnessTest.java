package io.aiops.detector.model;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.aiops.detector.bench.Episodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Awkward series and what is to become of them. */
class RobustnessTest {

  private static final long STEP = 300_000;
  private static final int DAY = 288;

  private final Random random = new Random(11);
  private EntityModel model;
  private Episodes episodes;

  @BeforeEach
  void startCold() {
    start("UTC");
  }

  private void start(String zone) {
    model =
        EntityModel.create(new ModelSpec("auto", Map.of(), STEP, 1, 1, zone, RetrainRule.NEVER, 7));
    episodes = new Episodes();
  }

  /** Feeds points from..to and answers how many anomalies opened. */
  private long feed(int from, int to, IntToDoubleFunction values) {
    long before = episodes.opened();
    for (int i = from; i < to; i++) {
      episodes.step(model, i * STEP, new double[] {values.applyAsDouble(i)});
    }
    return episodes.opened() - before;
  }

  private double noise(int i) {
    return 50 + 2 * random.nextGaussian();
  }

  @Test
  void aLineThatIsFlatForEverIsNotAnomalousForEver() {
    feed(0, 2000, this::noise);
    assertTrue(feed(2000, 2100, i -> 50) >= 1, "the flat line was not noticed");
    feed(2100, 5000, i -> 50);
    assertEquals(0, feed(5000, 8000, i -> 50));
    assertFalse(episodes.open());
  }

  @Test
  void aConstantSeriesThatMovesIsAnomalousAtOnce() {
    assertEquals(0, feed(0, 1000, i -> 45));
    assertEquals(1, feed(1000, 1001, i -> 46));
  }

  @Test
  void anotherLevelIsNoticedThenLearnt() {
    feed(0, 2000, this::noise);
    assertTrue(feed(2000, 2003, i -> noise(i) + 40) >= 1);
    feed(2003, 4000, i -> noise(i) + 40);
    assertTrue(feed(4000, 6000, i -> noise(i) + 40) <= 2);
    assertFalse(episodes.open());
    assertEquals(90, model.expected(0), 3);
  }

  @Test
  void smallCountsAndBurstsAreUsualUntilOneIsHuge() {
    IntToDoubleFunction bursts = i -> random.nextInt(20) > 0 ? 0 : 1 + random.nextInt(6);
    feed(0, DAY, bursts);
    assertTrue(feed(DAY, 8 * DAY, bursts) <= 3);
    assertEquals(1, feed(8 * DAY, 8 * DAY + 1, i -> 200));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300})
  void oneAbsurdValueIsAnAnomalyAndSpoilsNothing(double absurd) {
    feed(0, 1500, this::noise);
    assertEquals(1, feed(1500, 1501, i -> absurd));
    assertTrue(feed(1501, 2100, this::noise) <= 1);
    assertFalse(episodes.open());
    assertEquals(50, model.expected(0), 1);
    assertEquals(1, feed(2100, 2101, i -> 90));
  }

  @Test
  void missingValuesAndGapsAreNoAnomalies() {
    feed(0, 1500, this::noise);
    assertEquals(0, feed(1500, 1600, i -> Double.NaN));
    assertEquals(0, feed(3000, 3020, this::noise));
  }

  @Test
  void timeThatRunsBackwardsIsOnlyAnotherTimeOfTheDay() {
    feed(0, 1500, this::noise);
    long before = episodes.opened();
    for (int i = 1500; i > 1400; i--) {
      episodes.step(model, i * STEP, new double[] {noise(i)});
    }
    assertTrue(episodes.opened() - before <= 1);
    assertEquals(1600, model.sampleCount());
  }

  @Test
  void sparseDataGetsThroughTheWarmUpToo() {
    IntToDoubleFunction everyTenth = i -> i % 10 == 0 ? noise(i) : Double.NaN;
    feed(0, 60, everyTenth);
    assertEquals(0.5, model.progress(), 1e-9);
    feed(60, 110, everyTenth);
    assertFalse(model.ready());
    feed(110, 111, everyTenth);
    assertTrue(model.ready());
  }

  @Test
  void theCourseOfADayFollowsTheClocksOfItsZone() {
    double local = errorAfterTheClocksChange("Europe/Berlin");
    double utc = errorAfterTheClocksChange("UTC");
    assertTrue(local < utc / 2, local + " with the zone, " + utc + " without");
  }

  /** Mean error on the day after the clocks went forward, of a load that follows office hours. */
  private double errorAfterTheClocksChange(String zone) {
    start(zone);
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    long from = Instant.parse("2026-03-15T00:00:00Z").toEpochMilli();
    long changed = Instant.parse("2026-03-29T02:00:00Z").toEpochMilli();
    double error = 0;
    for (long time = from; time < changed + DAY * STEP; time += STEP) {
      ZonedDateTime clock = Instant.ofEpochMilli(time).atZone(berlin);
      boolean office = clock.getHour() >= 8 && clock.getHour() < 18;
      double value = (office ? 100 : 20) + random.nextGaussian();
      episodes.step(model, time, new double[] {value});
      error += time >= changed ? Math.abs(value - model.expected(0)) : 0;
    }
    return error / DAY;
  }
}
