package io.aiops.detector.incident;

import java.time.Duration;
import java.time.Instant;

/**
 * How much an incident holds.
 *
 * @param id null where it is not one yet
 * @param first when its first anomaly began
 * @param last when its last anomaly began
 * @param size number of its anomalies
 */
record Group(String id, Instant first, Instant last, int size) {

  /**
   * What starts together keeps starting for no longer than this: without a bound, one anomaly after
   * the other would chain all of a noisy day into one incident.
   */
  private static final Duration LONGEST_START = Duration.ofMinutes(30);

  /** Anomalies of one incident; further ones stand alone. */
  private static final int MOST_MEMBERS = 200;

  static Group of(Member member) {
    return new Group(null, member.startedAt(), member.startedAt(), 1);
  }

  /** Both together. */
  Group with(Group other) {
    return new Group(
        id == null ? other.id : id,
        first.isBefore(other.first) ? first : other.first,
        last.isAfter(other.last) ? last : other.last,
        size + other.size);
  }

  /** Whether both together are one incident still. */
  boolean fits(Group other) {
    Group both = with(other);
    return both.size <= MOST_MEMBERS
        && Duration.between(both.first, both.last).compareTo(LONGEST_START) <= 0;
  }
}
