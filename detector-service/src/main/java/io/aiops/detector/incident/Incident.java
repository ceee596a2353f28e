package io.aiops.detector.incident;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.Severity;
import io.aiops.detector.json.InstantText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Anomalies of several series that belong together.
 *
 * @param state {@code open} while one of its anomalies is, else {@code resolved}
 * @param severity the worst of its anomalies
 * @param startedAt when the first of them began
 * @param endedAt when the last of them ended; null while open
 * @param members ids of its anomalies, in the order in which they began
 * @param probableCause its most probable causes, the first one ranks highest
 * @param labels those that all of its series share, labels of their detectors included
 * @param version counts its changes, from 1
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Incident(
    String id,
    String state,
    Severity severity,
    String title,
    @JsonSerialize(converter = InstantText.class) Instant startedAt,
    @JsonSerialize(converter = InstantText.class) Instant endedAt,
    List<String> members,
    List<Cause> probableCause,
    Map<String, String> labels,
    boolean acknowledged,
    long version) {

  /**
   * One anomaly as a cause of the others.
   *
   * @param rank 1 is the most probable
   * @param why what speaks for it, and how much, in one English sentence
   */
  @RegisterForReflection
  public record Cause(String anomalyId, int rank, String why) {}

  @JsonIgnore
  public boolean isOpen() {
    return state.equals(Anomaly.OPEN);
  }

  /** The same one before it ended, as it is announced first. */
  Incident asOpened() {
    return with(Anomaly.OPEN, null, acknowledged, version);
  }

  /** The same one without anomalies any more. */
  Incident emptied(String newTitle, Instant at) {
    return new Incident(
        id,
        Anomaly.RESOLVED,
        severity,
        newTitle,
        startedAt,
        endedAt == null ? at : endedAt,
        List.of(),
        List.of(),
        labels,
        acknowledged,
        version + 1);
  }

  Incident acknowledge() {
    return with(state, endedAt, true, version + 1);
  }

  Incident withVersion(long newVersion) {
    return with(state, endedAt, acknowledged, newVersion);
  }

  private Incident with(String newState, Instant newEnd, boolean isAcknowledged, long newVersion) {
    return new Incident(
        id,
        newState,
        severity,
        title,
        startedAt,
        newEnd,
        members,
        probableCause,
        labels,
        isAcknowledged,
        newVersion);
  }
}
