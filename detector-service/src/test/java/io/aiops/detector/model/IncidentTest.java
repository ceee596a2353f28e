package io.aiops.detector.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.bench.Find;
import io.aiops.detector.bench.Incident;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is known to be abnormal stands out, by every model, from what is known to be normal. */
class IncidentTest {

  private static final double OUTRANKED = 0.999;

  @ParameterizedTest
  @EnumSource(Incident.class)
  void anIncidentOutranksNearlyAllNormalPoints(Incident incident) {
    for (Incident.On on : Incident.On.values()) {
      if (incident.tells(on)) {
        Find.Outcome outcome = Find.run(incident, on, 5, "auto");
        assertTrue(outcome.outranked() >= OUTRANKED, on + " " + outcome.outranked());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Incident.class)
  void anIncidentOpensAnAnomalyInNoiseInASeasonAndInCounts(Incident incident) {
    for (Incident.On on : Incident.On.values()) {
      if (incident.tells(on)) {
        Find.Outcome outcome = Find.run(incident, on, 5, "auto");
        assertTrue(outcome.delay() >= 0, "not found in " + on);
        assertTrue(outcome.falseAlarms() <= 4, on + " " + outcome.falseAlarms());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "statistical, NOISE",
    "seasonal, DAILY",
    "isolation_forest, NOISE",
    "random_cut_forest, NOISE"
  })
  void everyModelRanksASpikeHighest(String type, Incident.On on) {
    Find.Outcome outcome = Find.run(Incident.SPIKE, on, 3, type);
    assertTrue(outcome.outranked() >= OUTRANKED, type + " " + outcome.outranked());
  }

  @Test
  void scoresAreNeitherConstantNorSaturatedNorInverted() {
    Find.Outcome outcome = Find.run(Incident.LEVEL_SHIFT, Incident.On.DAILY, 5, "auto");
    assertTrue(outcome.different() > 0.5, outcome.toString());
    assertTrue(outcome.median() < 0.5, outcome.toString());
    assertTrue(outcome.high() < 0.95, outcome.toString());
    assertTrue(outcome.peak() > 0.95, outcome.toString());
  }
}
