package io.aiops.detector.scoring;

import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.Severity;
import io.aiops.detector.json.Times;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The answer to one point.
 *
 * @param value as it was sent: a number, an array of them, or null
 * @param severity null where the point is not in an anomaly
 * @param late true where the point was not after the entity's last one and changed nothing
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
record Detection(
    String detectorId,
    String timestamp,
    Map<String, String> entity,
    @Schema(implementation = Double.class) Object value,
    @JsonProperty("is_anomaly") boolean isAnomaly,
    double score,
    double alarmScore,
    double threshold,
    Severity severity,
    Double expected,
    Double lower,
    Double upper,
    String direction,
    List<Anomaly.Share> contributions,
    String explanation,
    String phase,
    @JsonInclude(JsonInclude.Include.NON_NULL) WarmUp progress,
    @JsonInclude(JsonInclude.Include.NON_NULL) Boolean late) {

  static Detection of(Scored scored) {
    Judgement judgement = scored.judgements()[0];
    double value = scored.batch().values()[judgement.feature()];
    boolean known = judgement.ready() && !Double.isNaN(judgement.expected());
    return new Detection(
        scored.detector().id(),
        Times.format(scored.times()[0]),
        scored.batch().entity().values(),
        value(scored.batch()),
        judgement.anomaly(),
        judgement.score(),
        judgement.alarmScore(),
        scored.threshold(),
        judgement.severity(),
        Explanations.nullable(judgement.expected()),
        Explanations.nullable(judgement.lower()),
        Explanations.nullable(judgement.upper()),
        known ? judgement.deviation() < 0 ? "below" : "above" : null,
        judgement.late() ? List.of() : scored.contributions(),
        explanation(scored, judgement, value),
        WarmUp.phase(scored.ready()),
        scored.ready() ? null : WarmUp.of(scored),
        judgement.late() ? Boolean.TRUE : null);
  }

  private static Object value(PointBatch batch) {
    if (batch.dimensions() == 1) {
      return Explanations.nullable(batch.values()[0]);
    }
    Double[] values = new Double[batch.dimensions()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Explanations.nullable(batch.values()[i]);
    }
    return values;
  }

  private static String explanation(Scored scored, Judgement judgement, double value) {
    if (judgement.late()) {
      return "the point is not after the latest one of its entity and changed nothing";
    }
    if (!judgement.ready()) {
      return "the model is warming up: " + scored.pointsToReady() + " more points to go";
    }
    return Double.isNaN(value)
        ? "the value is missing"
        : Explanations.sentence(scored.detector(), scored.batch().entity(), value, judgement);
  }
}
