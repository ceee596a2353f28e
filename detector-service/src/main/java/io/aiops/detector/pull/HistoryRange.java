package io.aiops.detector.pull;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.aiops.detector.detector.Definition;
import io.aiops.detector.json.Fields;

/**
 * A range of history that a job is to judge.
 *
 * @param warmUpFrom start of the points that only teach
 * @param from start of what is judged
 * @param to end of what is judged, no later than what the source can know
 */
record HistoryRange(Instant warmUpFrom, Instant from, Instant to) {

  /** Clocks of callers may be off by this much. */
  private static final Duration FARTHEST_AHEAD = Duration.ofHours(1);

  private static final String FROM = "from";

  private static final String TO = "to";

  /**
   * Reads {@code from} and {@code to}, which is now where it is absent; violations stand in {@code
   * fields}.
   *
   * @param warmUp history before the range that only teaches
   * @param mostSteps points of one entity, those of the warm-up included
   * @return null where a rule is broken
   */
  static HistoryRange read(
      Fields fields, Definition definition, Instant now, Duration warmUp, long mostSteps) {
    Instant from = fields.time(FROM);
    Instant wanted = fields.time(TO);
    if (!fields.has(FROM)) {
      fields.reject(FROM, "is required: the start of the history");
    }
    if (wanted != null && wanted.isAfter(now.plus(FARTHEST_AHEAD))) {
      fields.reject(TO, "must not lie in the future");
    }
    if (from == null) {
      return null;
    }
    Instant known = now.minus(definition.delay()).truncatedTo(ChronoUnit.MILLIS);
    Instant to = wanted == null || wanted.isAfter(known) ? known : wanted;
    if (from.plus(definition.interval()).isAfter(to)) {
      fields.reject(FROM, "must be at least one interval before to, and before now less the delay");
      return null;
    }
    HistoryRange range = new HistoryRange(start(from.minus(warmUp), definition), from, to);
    if (range.steps(definition) > mostSteps) {
      fields.reject(
          FROM,
          "must be later: with the time to warm up the range has "
              + range.steps(definition)
              + " points per series, and at most "
              + mostSteps
              + " are judged");
      return null;
    }
    return range;
  }

  private static Instant start(Instant time, Definition definition) {
    long interval = definition.interval().toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), interval) * interval);
  }

  /** Points of one entity. */
  long steps(Definition definition) {
    return Duration.between(warmUpFrom, to).dividedBy(definition.interval());
  }
}
