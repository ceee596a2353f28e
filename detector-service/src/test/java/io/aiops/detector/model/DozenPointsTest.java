package io.aiops.detector.model;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A dozen points are enough to tell the obvious. */
class DozenPointsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "statistical",
        "auto",
        "seasonal",
        "isolation_forest",
        "random_cut_forest",
        "ensemble"
      })
  void aNormalPointPassesAndAnObviousOneIsCritical(String type) {
    EntityModel model = Cases.trained(type);

    Score normal = Cases.feed(model, 12, 12);

    assertEquals(12, model.sampleCount() - 1);
    assertTrue(normal.alarmScore() < model.threshold());
    assertTrue(Math.abs(normal.deviation()) <= 1);

    Score obvious = Cases.feed(model, 13, 85.5);

    assertTrue(obvious.alarmScore() >= model.threshold(), obvious + " " + model.threshold());
    assertTrue(obvious.deviation() >= 4, obvious.toString());
    assertEquals(11.8, model.expected(0), 0.3);
    assertTrue(model.lower(0) > 6 && model.lower(0) < 8.5, "lower " + model.lower(0));
    assertTrue(model.upper(0) > 15 && model.upper(0) < 17.5, "upper " + model.upper(0));
    assertTrue(obvious.score() >= 0.98, obvious.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"statistical", "auto", "isolation_forest", "random_cut_forest"})
  void aColdModelWarmsUpOnTheFirstDozen(String type) {
    EntityModel model = EntityModel.create(Cases.spec(type));
    for (int i = 0; i < 12; i++) {
      assertEquals(12 - i, model.pointsToReady());
      Score score = Cases.feed(model, i, Cases.DOZEN[i]);
      assertTrue(score.warmingUp());
      assertEquals(0, score.score());
    }
    assertTrue(model.ready());
    assertFalse(Cases.feed(model, 12, 12).warmingUp());
    assertTrue(Cases.feed(model, 13, 85.5).alarmScore() >= model.threshold());
  }

  @Test
  void aSpikeIsOverWithinAFewCalmPoints() {
    EntityModel model = Cases.trained("auto");
    Cases.feed(model, 12, 12);
    Score spike = Cases.feed(model, 13, 85.5);
    assertTrue(spike.score() >= model.releaseLevel());
    int open = 0;
    for (int i = 0; i < 20; i++) {
      Score score = model.score((14 + i) * Cases.MINUTE, new double[] {Cases.DOZEN[i % 12]}, 0.1);
      open += score.score() >= model.releaseLevel() ? 1 : 0;
    }
    assertTrue(open <= 5, open + " points after the spike still belong to it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"statistical", "auto", "seasonal"})
  void whatStaysAbnormalKeepsItsScore(String type) {
    EntityModel model = Cases.trained(type);
    Cases.feed(model, 12, 12);
    Cases.feed(model, 13, 85.5);
    for (int i = 14; i < 18; i++) {
      Score score = model.score(i * Cases.MINUTE, new double[] {85.5}, 0.1);
      assertTrue(score.score() > 0.9, i + ": " + score);
      assertTrue(score.score() >= model.releaseLevel(), i + ": " + score);
    }
    assertTrue(Cases.feed(model, 18, 12).score() < 0.1);
  }

  @Test
  void tooFewPointsAreRefusedWithBothNumbers() {
    EntityModel model = EntityModel.create(Cases.spec("auto"));
    double[][] points = {{1}, {Double.NaN}, {2}};
    NotEnoughPointsException e =
        assertThrows(
            NotEnoughPointsException.class, () -> model.train(new long[] {1, 2, 3}, points));
    assertEquals(12, e.needed());
    assertEquals(2, e.got());
    assertEquals(0, model.sampleCount());
  }

  @Test
  void trainingReplacesWhatWasLearnt() {
    EntityModel model = Cases.trained("auto");
    long[] timestamps = new long[12];
    double[][] points = new double[12][];
    Arrays.setAll(timestamps, i -> i * Cases.MINUTE);
    Arrays.setAll(points, i -> new double[] {Cases.DOZEN[i] + 1000});
    Training training = model.train(timestamps, points);
    assertEquals(12, training.sampleCount());
    assertEquals(12, model.sampleCount());
    assertEquals(model.threshold(), training.threshold());
    Cases.feed(model, 12, 1012);
    assertEquals(1011.8, model.expected(0), 0.5);
  }
}
