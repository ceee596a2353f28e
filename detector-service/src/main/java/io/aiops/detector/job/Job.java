package io.aiops.detector.job;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.json.InstantText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Work that takes longer than a call.
 *
 * @param detectorId null for a preview, which has none
 * @param kind {@code train}, {@code analysis} or {@code preview}
 * @param state one of the constants below
 * @param from start of the history; null for trainings from before it was kept
 * @param to end of the history
 * @param error why it failed; while it runs, what hinders it at present
 * @param result a JSON object; null before the end, and in lists for a preview, where it is large
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Job(
    String id,
    String detectorId,
    String kind,
    String state,
    Progress progress,
    @JsonSerialize(converter = InstantText.class) Instant from,
    @JsonSerialize(converter = InstantText.class) Instant to,
    @JsonSerialize(converter = InstantText.class) Instant createdAt,
    @JsonSerialize(converter = InstantText.class) Instant finishedAt,
    String error,
    @JsonRawValue @Schema(implementation = Object.class) String result) {

  public static final String TRAIN = "train";
  public static final String ANALYSIS = "analysis";
  public static final String PREVIEW = "preview";

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
  @JsonIgnore
  public boolean isActive() {
    return state.equals(QUEUED) || state.equals(RUNNING);
  }

  /** Name under which a replica owns it. */
  public String owner() {
    return detectorId == null ? id : detectorId;
  }

  public Job progressed(double percent, long points) {
    return with(RUNNING, new Progress(percent, points), null, null, null);
  }

  /** The same one with what hinders it at present. */
  public Job hindered(String why) {
    return with(state, progress, null, why, null);
  }

  public Job ended(String how, Instant at, String why, String outcome) {
    Progress last = how.equals(FINISHED) ? new Progress(100, progress.points()) : progress;
    return with(how, last, at, why, outcome);
  }

  private Job with(String now, Progress far, Instant end, String why, String outcome) {
    return new Job(id, detectorId, kind, now, far, from, to, createdAt, end, why, outcome);
  }
}
