package io.aiops.detector.pull;

import java.time.Instant;

import io.aiops.detector.detector.Definition;

/**
 * A range of a source query to fetch, as it is stored.
 *
 * @param id of the detector, or of the job that it serves
 * @param detectorId null for the pull of a preview
 * @param jobId null for the pull of a running detector
 * @param kind {@link #METRIC} or {@link #LOG}
 * @param from start of the range; null where it is open-ended
 * @param to end of the range; null where it is open-ended
 * @param quietUntil points up to here teach without announcing anything
 * @param position every point up to here is stored
 * @param active whether anybody shall fetch it
 * @param token counts the leases: only the latest may post
 * @param failure what hinders it; null while nothing does
 */
record Pull(
    String id,
    String detectorId,
    String jobId,
    String source,
    String query,
    String kind,
    long intervalMillis,
    long delayMillis,
    Instant from,
    Instant to,
    Instant quietUntil,
    Instant position,
    boolean active,
    String worker,
    long token,
    Instant expiresAt,
    Failure failure) {

  /** Points of metrics. */
  static final String METRIC = "metric";

  /** Lines of logs. */
  static final String LOG = "log";

  /** What a detector is fed with. */
  static String kind(Definition definition) {
    return definition.watchesLines() ? LOG : METRIC;
  }

  /** Name under which a replica owns it. */
  String owner() {
    return preview() ? jobId : detectorId;
  }

  boolean preview() {
    return detectorId == null;
  }

  boolean ofLines() {
    return kind.equals(LOG);
  }

  /** What hinders a pull, and since when. */
  record Failure(String code, String message, Instant since) {}
}
