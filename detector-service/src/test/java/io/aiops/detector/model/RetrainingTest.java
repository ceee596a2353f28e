package io.aiops.detector.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.aiops.detector.bench.Calm;
import io.aiops.detector.bench.Episodes;
import io.aiops.detector.bench.Quieter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A model is replaced when, and only when, one learnt anew is clearly better. */
class RetrainingTest {

  private static final long STEP = 300_000;
  private static final int DAY = 288;
  private static final long DAY_MILLIS = DAY * STEP;
  private static final RetrainRule ON_DRIFT = new RetrainRule(0, true);
  private static final RetrainRule ON_SCHEDULE = new RetrainRule(DAY_MILLIS, false);
  private static final double INSIDE = 0.1;

  private final Random random = new Random(3);
  private final List<Retrained> ended = new ArrayList<>();
  private EntityModel model = create("auto", 1, RetrainRule.DAILY);

  private static EntityModel create(String type, int dimensions, RetrainRule rule) {
    return EntityModel.create(spec(type, dimensions, rule));
  }

  private static ModelSpec spec(String type, int dimensions, RetrainRule rule) {
    boolean forest = type.equals(ModelTypes.RANDOM_CUT_FOREST);
    Map<String, Object> small = forest ? Map.of("trees", 10, "sample", 32) : Map.of();
    return new ModelSpec(type, small, STEP, dimensions, 1, "UTC", rule, 7);
  }

  private void feed(int from, int to, double noise, double weight) {
    for (int i = from; i < to; i++) {
      model.score(i * STEP, new double[] {50 + noise * random.nextGaussian()}, weight);
      model.takeRetrained().ifPresent(ended::add);
    }
  }

  private long replaced() {
    return ended.stream().filter(Retrained::replaced).count();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.1})
  void smallSpikesAreFoundAgainOnceTheNoiseHasFallen(double share) {
    int with = 0;
    int without = 0;
    for (int seed = 0; seed < 10; seed++) {
      Quieter.Outcome outcome = Quieter.run(0, share, seed, "auto", RetrainRule.DAILY);
      assertTrue(outcome.retrained().scoreAfter() * 3 <= outcome.retrained().scoreBefore());
      assertTrue(outcome.retrainedAfter() < 3 * DAY, "after " + outcome.retrainedAfter());
      with += outcome.found();
      without += Quieter.run(0, share, seed, "auto", RetrainRule.NEVER).found();
    }
    assertTrue(with >= 16, with + " of 20 found");
    assertTrue(without <= 2, without + " of 20 found without retraining");
  }

  @ParameterizedTest
  @EnumSource(Calm.class)
  void whatStaysAsItIsIsNeverReplaced(Calm kind) {
    for (String type : List.of("auto", "statistical", "isolation_forest")) {
      model = create(type, 1, RetrainRule.DAILY);
      double[] values = kind.series(4, 28 * DAY);
      Episodes episodes = new Episodes();
      for (int i = 0; i < values.length; i++) {
        episodes.step(model, i * STEP, new double[] {values[i]});
      }
      RetrainState state = model.retrainState();
      assertEquals(0, state.replaced(), kind + " " + type);
      assertTrue(state.dropped() > 0 || kind == Calm.CONSTANT, kind + " " + type);
    }
  }

  @Test
  void aCandidateThatLearnsInsideAnAnomalyIsDropped() {
    feed(0, 14 * DAY, 5, 1);
    for (int i = 14; i < 21; i++) {
      feed(i * DAY, i * DAY + DAY / 2, 0.5, INSIDE);
      feed(i * DAY + DAY / 2, (i + 1) * DAY, 0.5, 1);
    }
    assertFalse(ended.isEmpty());
    assertEquals(0, replaced());
  }

  @Test
  void anIncidentThatLastsForDaysIsNotMadeNormalByACandidate() {
    feed(0, 14 * DAY, 5, 1);
    feed(14 * DAY, 20 * DAY, 15, 1);
    assertFalse(ended.isEmpty());
    assertEquals(0, replaced());
  }

  @Test
  void aSeriesThatStandsStillForAWeekendKeepsItsModel() {
    feed(0, 14 * DAY, 5, 1);
    feed(14 * DAY, 18 * DAY, 0, 1);
    assertFalse(ended.isEmpty());
    assertEquals(0, replaced());
  }

  @Test
  void driftBeginsACandidateAtOnce() {
    model = create("auto", 1, ON_DRIFT);
    feed(0, 14 * DAY, 5, 1);
    assertEquals(List.of(), ended);
    feed(14 * DAY, 17 * DAY, 0.5, 1);
    assertEquals(1, replaced());
    Retrained first = ended.get(0);
    assertEquals("drift", first.trigger());
    assertTrue(first.startedAt() < 15 * DAY_MILLIS, "started at " + first.startedAt());
    assertEquals(first.finishedAt(), model.retrainState().retrainedAt());
  }

  @Test
  void aScheduleGoesByTheTimeOfThePoints() {
    model = create("auto", 1, ON_SCHEDULE);
    feed(0, 5 * DAY, 5, 1);
    assertTrue(ended.size() >= 4, ended.size() + " in five days");
    long first = ended.get(0).startedAt();
    assertTrue(first <= Warmup.POINTS * STEP + DAY_MILLIS, "first at " + first);
    for (int i = 0; i < ended.size(); i++) {
      assertEquals("schedule", ended.get(i).trigger());
      assertEquals(first + i * DAY_MILLIS, ended.get(i).startedAt());
    }
  }

  @Test
  void entitiesThatBeganTogetherAreNotLearntAnewTogether() {
    Set<Long> begun = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      model =
          EntityModel.create(new ModelSpec("auto", Map.of(), STEP, 1, 1, "UTC", ON_SCHEDULE, seed));
      ended.clear();
      feed(0, 3 * DAY, 5, 1);
      begun.add(ended.get(0).startedAt());
    }
    assertTrue(begun.size() > 15, "begun at " + begun);
  }

  @Test
  void withoutScheduleAndDriftNothingIsLearntAnew() {
    model = create("auto", 1, RetrainRule.NEVER);
    feed(0, 10 * DAY, 5, 1);
    feed(10 * DAY, 20 * DAY, 0.5, 1);
    assertEquals(List.of(), ended);
  }

  @Test
  void aChangedRuleCountsFromTheNextPoint() {
    model = create("auto", 1, RetrainRule.NEVER);
    feed(0, 3 * DAY, 5, 1);
    model.retrain(ON_SCHEDULE);
    feed(3 * DAY, 3 * DAY + 2, 5, 1);
    assertTrue(model.retrainState().running());
  }

  @Test
  void aTrainingAbandonsTheCandidate() {
    feed(0, 14 * DAY, 5, 1);
    feed(14 * DAY, 15 * DAY, 0.5, 1);
    assertTrue(model.retrainState().running());
    double[][] points = new double[DAY][];
    long[] times = new long[DAY];
    for (int i = 0; i < DAY; i++) {
      times[i] = (15 * DAY + i) * STEP;
      points[i] = new double[] {50 + 0.5 * random.nextGaussian()};
    }
    model.train(times, points);
    assertFalse(model.retrainState().running());
    feed(16 * DAY, 18 * DAY, 0.5, 1);
    assertEquals(0, replaced());
  }

  @Test
  void theStateStaysWithinItsBytesAtRestAndTwiceOfItInShadow() {
    feed(0, 14 * DAY, 5, 1);
    long most = 0;
    for (int i = 14 * DAY; i < 17 * DAY; i++) {
      feed(i, i + 1, 0.5, 1);
      long bytes = model.memoryBytes();
      assertTrue(model.retrainState().running() || bytes <= 16 << 10, bytes + " at rest");
      most = Math.max(most, bytes);
    }
    assertTrue(most <= 32 << 10, most + " in shadow");
  }

  @ParameterizedTest
  @CsvSource({
    "auto, 1",
    "statistical, 1",
    "seasonal, 1",
    "auto, 3",
    "isolation_forest, 1",
    "random_cut_forest, 1"
  })
  void aReplayFromAnyStateRetrainsAlike(String type, int dimensions) throws IOException {
    boolean slow = type.equals(ModelTypes.RANDOM_CUT_FOREST);
    int fall = slow ? 400 : 1200;
    ModelSpec spec = spec(type, dimensions, RetrainRule.DAILY);
    EntityModel kept = EntityModel.create(spec);
    EntityModel restored = EntityModel.create(spec);
    int took = 0;
    for (int i = 0; i < fall + 900; i++) {
      double[] point = new double[dimensions];
      for (int f = 0; f < dimensions; f++) {
        point[f] = 50 + (i < fall ? 5 : 0.4) * random.nextGaussian();
      }
      double weight = random.nextInt(20) == 0 ? INSIDE : 1;
      assertEquals(kept.score(i * STEP, point, weight), restored.score(i * STEP, point, weight));
      assertEquals(kept.takeRetrained(), restored.takeRetrained());
      assertEquals(kept.threshold(), restored.threshold());
      assertEquals(kept.upper(0), restored.upper(0));
      assertEquals(kept.retrainState(), restored.retrainState());
      took = kept.retrainState().replaced();
      if (random.nextInt(40) == 0) {
        restored = EntityModel.read(spec, in(bytes(restored)));
      }
    }
    assertTrue(took == 1 || slow, took + " candidates took over");
    assertArrayEquals(bytes(kept), bytes(restored));
  }

  private static byte[] bytes(EntityModel entity) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    entity.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
