package io.aiops.detector.job;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.json.InstantText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Work that takes longer than a call.
 *
 * @param kind {@code train}
 * @param state one of the constants below
 * @param result a JSON object; null before the end
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Job(
    String id,
    String detectorId,
    String kind,
    String state,
    Progress progress,
    @JsonSerialize(converter = InstantText.class) Instant createdAt,
    @JsonSerialize(converter = InstantText.class) Instant finishedAt,
    String error,
    @JsonRawValue @Schema(implementation = Object.class) String result) {

  public static final String QUEUED = "queued";
  public static final String RUNNING = "running";
  public static final String FINISHED = "finished";
  public static final String FAILED = "failed";
  public static final String CANCELLED = "cancelled";

  /**
   * How far it is.
   *
   * @param percent 0 to 100
   * @param points read so far
   */
  @RegisterForReflection
  public record Progress(double percent, long points) {}

  /** Whether it still has something to do. */
  boolean active() {
    return state.equals(QUEUED) || state.equals(RUNNING);
  }

  public Job progressed(double percent, long points) {
    return new Job(
        id, detectorId, kind, RUNNING, new Progress(percent, points), createdAt, null, null, null);
  }

  public Job ended(String how, Instant at, String why, String outcome) {
    Progress last = how.equals(FINISHED) ? new Progress(100, progress.points()) : progress;
    return new Job(id, detectorId, kind, how, last, createdAt, at, why, outcome);
  }
}
