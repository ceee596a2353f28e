package io.aiops.detector.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What people say was normal is normal from then on, and nothing else is. */
class TeachingTest {

  private static final String MODELS =
      """
      auto, 1
      statistical, 1
      seasonal, 1
      isolation_forest, 1
      random_cut_forest, 1
      ensemble, 1
      statistical, 3
      isolation_forest, 3
      """;

  private static final int CALM = 900;
  private static final int INCIDENT = 20;
  private static final double HIGH = 40;

  private static double[] point(int i, int dimensions, double more) {
    Random random = new Random(i * 31L + 7);
    double[] point = new double[dimensions];
    for (int f = 0; f < dimensions; f++) {
      point[f] = 10 + more + random.nextGaussian();
    }
    return point;
  }

  private static EntityModel afterAnIncident(String type, int dimensions) {
    EntityModel model = EntityModel.create(Cases.spec(type, dimensions, 1));
    run(model, dimensions, 0, CALM, 0, 1);
    run(model, dimensions, CALM, CALM + INCIDENT, HIGH, 0.1);
    return model;
  }

  private static double run(
      EntityModel model, int dimensions, int from, int to, double more, double weight) {
    double onset = 0;
    for (int i = from; i < to; i++) {
      Score score = model.score(i * Cases.MINUTE, point(i, dimensions, more), weight);
      onset = Math.max(onset, score.alarmScore());
    }
    return onset;
  }

  private static int teach(
      EntityModel model, int dimensions, int from, int to, double more, double usual) {
    long[] times = times(from, to);
    return model.teach(
        times,
        points(dimensions, from, to, more),
        usual(dimensions, usual),
        times[times.length - 1],
        0.9);
  }

  private static double[] usual(int dimensions, double value) {
    double[] usual = new double[dimensions];
    Arrays.fill(usual, value);
    return usual;
  }

  private static long[] times(int from, int to) {
    long[] times = new long[to - from];
    for (int i = 0; i < times.length; i++) {
      times[i] = (from + i) * Cases.MINUTE;
    }
    return times;
  }

  private static double[][] points(int dimensions, int from, int to, double more) {
    double[][] points = new double[to - from][];
    for (int i = 0; i < points.length; i++) {
      points[i] = point(from + i, dimensions, more);
    }
    return points;
  }

  @ParameterizedTest
  @CsvSource(textBlock = MODELS)
  void whatWasTaughtAlarmsNoMoreAndTheOtherDirectionDoes(String type, int dimensions) {
    int back = CALM + INCIDENT;
    int again = back + 300;
    EntityModel taught = afterAnIncident(type, dimensions);
    assertEquals(INCIDENT, teach(taught, dimensions, CALM, back, HIGH, 10));
    EntityModel untaught = afterAnIncident(type, dimensions);
    EntityModel other = afterAnIncident(type, dimensions);
    teach(other, dimensions, CALM, back, HIGH, 10);
    for (EntityModel model : new EntityModel[] {taught, untaught, other}) {
      run(model, dimensions, back, again, 0, 1);
    }
    double repeated = run(taught, dimensions, again, again + INCIDENT, HIGH, 1);
    assertTrue(repeated < taught.threshold(), type + " " + repeated);
    double asBefore = run(untaught, dimensions, again, again + INCIDENT, HIGH, 1);
    assertTrue(asBefore >= untaught.threshold(), asBefore + " of " + untaught.threshold());
    assertTrue(repeated < asBefore, repeated + " of " + asBefore);
    double below = run(other, dimensions, again, again + INCIDENT, -HIGH, 1);
    assertTrue(below >= other.threshold(), below + " of " + other.threshold());
  }

  @ParameterizedTest
  @CsvSource(textBlock = MODELS)
  void aLevelThatWasSettledIsTheExpectedOne(String type, int dimensions) {
    int now = CALM + INCIDENT;
    EntityModel model = afterAnIncident(type, dimensions);
    model.settle(times(CALM, now), points(dimensions, CALM, now, HIGH), usual(dimensions, 10));
    teach(model, dimensions, CALM, now, HIGH, Double.NaN);
    int calm = 0;
    for (int i = now; i < now + 100; i++) {
      Score score = model.score(i * Cases.MINUTE, point(i, dimensions, HIGH), 1);
      calm += score.score() < model.releaseLevel() && Math.abs(score.deviation()) <= 1 ? 1 : 0;
      assertEquals(10 + HIGH, model.expected(score.feature()), HIGH / 8);
      assertTrue(score.alarmScore() < model.threshold(), "an alarm at " + i);
    }
    assertTrue(calm >= 95, "calm " + calm);
  }

  @ParameterizedTest
  @CsvSource(textBlock = MODELS)
  void aTaughtStateGoesOnToTheBitAfterItWasSaved(String type, int dimensions) throws IOException {
    int now = CALM + INCIDENT;
    EntityModel kept = afterAnIncident(type, dimensions);
    kept.settle(times(CALM, now), points(dimensions, CALM, now, HIGH), usual(dimensions, 10));
    teach(kept, dimensions, CALM, now, HIGH, Double.NaN);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    kept.write(new DataOutputStream(bytes));
    EntityModel restored =
        EntityModel.read(
            Cases.spec(type, dimensions, 1),
            new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    for (int i = now; i < now + 200; i++) {
      double[] point = point(i, dimensions, i % 50 == 0 ? 90 : HIGH);
      assertEquals(
          kept.score(i * Cases.MINUTE, point, 1), restored.score(i * Cases.MINUTE, point, 1));
    }
  }

  @Test
  void pointsWithoutAValueAreLeftOutAndAWarmUpTakesNone() {
    EntityModel model = EntityModel.create(Cases.spec("auto"));
    double[][] points = {{Double.NaN}, {11}};
    long[] times = {0, Cases.MINUTE};
    double[] unknown = {Double.NaN};
    assertEquals(0, model.teach(times, points, unknown, Cases.MINUTE, 1));
    assertEquals(1, Cases.trained("auto").teach(times, points, unknown, 20 * Cases.MINUTE, 1));
  }
}
