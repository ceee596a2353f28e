package io.aiops.detector.scoring;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.aiops.detector.json.Column;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The answer to many points, in columns.
 *
 * @param severities null for points outside anomalies
 * @param phase of the last point
 * @param late which points changed nothing; absent where all of them counted
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record Detections(
    String detectorId,
    Map<String, String> entity,
    Column timestamps,
    Column scores,
    Column alarmScores,
    @JsonProperty("is_anomaly") Column isAnomaly,
    Column expected,
    Column lower,
    Column upper,
    Column severities,
    double threshold,
    String phase,
    WarmUp progress,
    Column late) {

  static Detections of(Scored scored) {
    Judgement[] judgements = scored.judgements();
    int size = judgements.length;
    double[] scores = new double[size];
    double[] alarmScores = new double[size];
    boolean[] isAnomaly = new boolean[size];
    double[] expected = new double[size];
    double[] lower = new double[size];
    double[] upper = new double[size];
    String[] severities = new String[size];
    boolean[] late = new boolean[size];
    boolean anyLate = false;
    for (int i = 0; i < size; i++) {
      Judgement judgement = judgements[i];
      scores[i] = judgement.score();
      alarmScores[i] = judgement.alarmScore();
      isAnomaly[i] = judgement.anomaly();
      expected[i] = judgement.expected();
      lower[i] = judgement.lower();
      upper[i] = judgement.upper();
      severities[i] = judgement.severity() == null ? null : judgement.severity().text();
      late[i] = judgement.late();
      anyLate |= late[i];
    }
    return new Detections(
        scored.detector().id(),
        scored.batch().entity().values(),
        Column.times(scored.times()),
        Column.of(scores),
        Column.of(alarmScores),
        Column.of(isAnomaly),
        Column.of(expected),
        Column.of(lower),
        Column.of(upper),
        Column.of(severities),
        scored.threshold(),
        WarmUp.phase(scored.ready()),
        scored.ready() ? null : WarmUp.of(scored),
        anyLate ? Column.of(late) : null);
  }
}
