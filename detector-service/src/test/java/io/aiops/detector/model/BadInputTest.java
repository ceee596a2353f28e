package io.aiops.detector.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whatever comes in, figures stay finite and rules are named. */
class BadInputTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void figuresStayFiniteOnHostileNumbers(int dimensions) {
    double[] hostile = {
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      1e300,
      -1e300,
      Double.MAX_VALUE,
      Double.MIN_VALUE,
      -0.0,
      0
    };
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      EntityModel model = EntityModel.create(Cases.spec("auto", dimensions, 1));
      for (int i = 0; i < 600; i++) {
        double[] point = new double[dimensions];
        for (int f = 0; f < dimensions; f++) {
          point[f] =
              random.nextInt(100) < seed
                  ? hostile[random.nextInt(hostile.length)]
                  : random.nextGaussian();
        }
        long time = random.nextInt(20) == 0 ? random.nextLong() : i * Cases.MINUTE;
        Score score = model.score(time, point, 1);
        assertTrue(score.score() >= 0 && score.score() <= 1, score.toString());
        assertTrue(score.alarmScore() >= 0 && score.alarmScore() < 1, score.toString());
        assertTrue(Double.isFinite(score.deviation()), score.toString());
        assertTrue(model.threshold() > 0 && model.threshold() < 1);
      }
    }
  }

  @Test
  void aPointWithoutValuesTeachesNothing() {
    EntityModel model = Cases.trained("auto");
    Cases.feed(model, 12, 12);
    Score missing = Cases.feed(model, 13, Double.NaN);
    assertEquals(0, missing.alarmScore());
    assertEquals(13, model.sampleCount());
    assertTrue(Double.isNaN(model.expected(0)));
    assertFalse(missing.warmingUp());
  }

  @ParameterizedTest
  @CsvSource({
    "auto, window, 20, model.parameters.window",
    "auto, window, many, model.parameters.window",
    "statistical, colour, 1, model.parameters.colour",
    "statistical, hold, -1, model.parameters.hold",
    "seasonal, period, 1.5, model.parameters.period",
    "wizard, window, 100, model.type",
    "log_patterns, templates, 0, model.parameters.templates",
    "isolation_forest, trees, 5, model.parameters.trees",
    "isolation_forest, shingle, 4, model.parameters.shingle",
    "random_cut_forest, sample, 4096, model.parameters.sample",
    "random_cut_forest, shingle, 0, model.parameters.shingle",
    "ensemble, trees, 50, model.parameters.trees",
  })
  void aWrongParameterIsNamed(String type, String name, String text, String field) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put(name, text.matches("[-.0-9]+") ? Double.valueOf(text) : text);
    List<ParameterError> errors = ModelTypes.validate(type, parameters, 1);
    assertEquals(List.of(field), errors.stream().map(ParameterError::field).toList());
  }

  @Test
  void goodParametersPass() {
    assertEquals(List.of(), ModelTypes.validate("auto", Map.of("window", 1000, "hold", 0), 1));
    assertEquals(List.of(), ModelTypes.validate("seasonal", Map.of("period", 288.0), 1));
    assertEquals(List.of(), ModelTypes.validate("statistical", Map.of(), 38));
    assertFalse(ModelTypes.validate("seasonal", Map.of(), 2).isEmpty());
    assertTrue(ModelTypes.known().contains("log_patterns"));
  }

  @Test
  void aPointOfAnotherWidthIsRefused() {
    EntityModel model = EntityModel.create(Cases.spec("auto", 2, 1));
    assertThrows(IllegalArgumentException.class, () -> model.score(0, new double[] {1, 2, 3}, 1));
  }
}
