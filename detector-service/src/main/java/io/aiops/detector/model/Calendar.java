package io.aiops.detector.model;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** Time of day and of week in a zone, daylight saving included; allocates at transitions only. */
final class Calendar {

  static final long DAY = 24 * 3600_000L;
  static final long WEEK = 7 * DAY;

  /** 1970-01-01 was a Thursday; weeks start on Monday. */
  private static final long MONDAY = 3 * DAY;

  private final ZoneRules rules;
  private long from = 1;
  private long until;
  private long offset;

  Calendar(String zone) {
    this.rules = ZoneId.of(zone).getRules();
  }

  /** Milliseconds since local midnight. */
  long ofDay(long timestampMillis) {
    return Math.floorMod(local(timestampMillis), DAY);
  }

  /** Milliseconds since Monday, local midnight. */
  long ofWeek(long timestampMillis) {
    return Math.floorMod(local(timestampMillis) + MONDAY, WEEK);
  }

  private long local(long timestampMillis) {
    if (timestampMillis < from || timestampMillis >= until) {
      look(timestampMillis);
    }
    return timestampMillis + offset;
  }

  private void look(long timestampMillis) {
    Instant instant = Instant.ofEpochMilli(timestampMillis);
    ZoneOffset now = rules.getOffset(instant);
    ZoneOffsetTransition next = rules.nextTransition(instant);
    offset = now.getTotalSeconds() * 1000L;
    from = timestampMillis;
    until = next == null ? Long.MAX_VALUE : next.toEpochSecond() * 1000;
  }
}
