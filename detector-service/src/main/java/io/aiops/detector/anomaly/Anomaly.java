package io.aiops.detector.anomaly;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.json.InstantText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An episode of one entity in which it was not as expected.
 *
 * @param entity labels of the series
 * @param state {@code open} or {@code resolved}
 * @param score the highest, 0..1
 * @param direction {@code above} or {@code below} the expected value at the peak; null where the
 *     value was missing
 * @param kind {@code deviation}, or {@code absence} where values were missing
 * @param startedAt first abnormal point
 * @param detectedAt the point that opened it
 * @param peakAt the point that deviated most; value, expected, lower and upper are of this point
 * @param endedAt first point that was as expected again; null while open
 * @param incidentId the incident that it is part of; null where it stands alone
 * @param feedback the latest verdict; null where nobody gave one
 * @param historical whether an analysis of history found it, which announces nothing
 * @param suppressed whether people are not to be bothered with it, as of its last point
 * @param suppressedBy the suppression that says so; null for none
 * @param version counts its changes, from 1
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Anomaly(
    String id,
    String detectorId,
    String detectorName,
    Map<String, String> entity,
    String state,
    Severity severity,
    double score,
    String direction,
    @JsonProperty("class") String kind,
    @JsonSerialize(converter = InstantText.class) Instant startedAt,
    @JsonSerialize(converter = InstantText.class) Instant detectedAt,
    @JsonSerialize(converter = InstantText.class) Instant peakAt,
    @JsonSerialize(converter = InstantText.class) Instant endedAt,
    Double value,
    Double expected,
    Double lower,
    Double upper,
    List<Share> contributions,
    String explanation,
    String incidentId,
    boolean acknowledged,
    String feedback,
    boolean historical,
    boolean suppressed,
    String suppressedBy,
    long version) {

  public static final String OPEN = "open";
  public static final String RESOLVED = "resolved";

  /** How much one aspect of the value had to do with it; all of them sum to 1. */
  @RegisterForReflection
  public record Share(String name, double share) {}

  @JsonIgnore
  public boolean isOpen() {
    return state.equals(OPEN);
  }

  /** Its version as HTTP calls it. */
  @JsonIgnore
  public String entityTag() {
    return "\"" + version + "\"";
  }

  /** The same one at a worse point. */
  public Anomaly grown(Peak peak) {
    return new Anomaly(
        id,
        detectorId,
        detectorName,
        entity,
        state,
        severity.max(peak.severity()),
        Math.max(score, peak.score()),
        peak.direction(),
        kind,
        startedAt,
        detectedAt,
        peak.at(),
        endedAt,
        peak.value(),
        peak.expected(),
        peak.lower(),
        peak.upper(),
        peak.contributions(),
        peak.explanation(),
        incidentId,
        acknowledged,
        feedback,
        historical,
        suppressed,
        suppressedBy,
        version);
  }

  public Anomaly resolved(Instant at) {
    return with(
        id, RESOLVED, at, incidentId, acknowledged, feedback, historical, suppressedBy, version);
  }

  /** The same one with what people said about it. */
  Anomaly judged(boolean isAcknowledged, String verdict, long newVersion) {
    return with(
        id,
        state,
        endedAt,
        incidentId,
        isAcknowledged,
        verdict,
        historical,
        suppressedBy,
        newVersion);
  }

  /** The same one as part of an incident, or of none where the id is null. */
  public Anomaly within(String incident) {
    return with(
        id, state, endedAt, incident, acknowledged, feedback, historical, suppressedBy, version);
  }

  /** The same one as an analysis of history found it. */
  Anomaly foundBy(String jobId) {
    return with(AnomalyId.of(id, jobId), state, endedAt, null, false, null, true, null, 1);
  }

  /** The same one under a suppression, or under none where the id is null. */
  public Anomaly suppressedBy(String suppression) {
    return with(
        id, state, endedAt, incidentId, acknowledged, feedback, historical, suppression, version);
  }

  private Anomaly with(
      String newId,
      String newState,
      Instant end,
      String incident,
      boolean isAcknowledged,
      String verdict,
      boolean isHistorical,
      String suppression,
      long newVersion) {
    return new Anomaly(
        newId,
        detectorId,
        detectorName,
        entity,
        newState,
        severity,
        score,
        direction,
        kind,
        startedAt,
        detectedAt,
        peakAt,
        end,
        value,
        expected,
        lower,
        upper,
        contributions,
        explanation,
        incident,
        isAcknowledged,
        verdict,
        isHistorical,
        suppression != null,
        suppression,
        newVersion);
  }
}
