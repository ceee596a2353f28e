package io.aiops.detector.suppression;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.util.StdConverter;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Windows that come again every week, by the clock on the wall of a time zone. One that crosses
 * midnight belongs to the day on which it begins. When clocks go forward, a bound in the hour that
 * is left out is the moment of the change; when they go back, a window lasts from the first time
 * that its beginning is shown to the last time that its end is.
 *
 * @param weekdays at least one, from Monday on
 * @param to up to {@code from} it is of the next day: 24 hours where both are equal
 */
@RegisterForReflection
@Schema(name = "SuppressionSchedule")
record Schedule(
    List<Weekday> weekdays,
    @Schema(implementation = String.class, examples = "22:00")
        @JsonSerialize(converter = ClockText.class)
        LocalTime from,
    @Schema(implementation = String.class, examples = "06:00")
        @JsonSerialize(converter = ClockText.class)
        LocalTime to,
    @Schema(implementation = String.class, examples = "Europe/Berlin") ZoneId timeZone) {

  /** The next window of a week in which the clock leaves this one out. */
  private static final int DAYS_AHEAD = 15;

  Schedule {
    weekdays = weekdays.stream().distinct().sorted().toList();
    if (weekdays.isEmpty()) {
      throw new IllegalArgumentException("a schedule needs a day");
    }
  }

  private record Window(Instant start, Instant end) {
    boolean covers(Instant time) {
      return !time.isBefore(start) && time.isBefore(end);
    }
  }

  boolean activeAt(Instant time) {
    return windows(time, 0).anyMatch(window -> window.covers(time));
  }

  /** When that changes next; empty where windows follow each other without end. */
  Optional<Instant> nextChange(Instant time) {
    boolean active = activeAt(time);
    TreeSet<Instant> bounds = new TreeSet<>();
    windows(time, DAYS_AHEAD)
        .forEach(
            window -> {
              bounds.add(window.start());
              bounds.add(window.end());
            });
    return bounds.tailSet(time, false).stream()
        .filter(bound -> activeAt(bound) != active)
        .findFirst();
  }

  /** Those that begin from the day before to so many days after a time. */
  private Stream<Window> windows(Instant time, int daysAfter) {
    LocalDate today = time.atZone(timeZone).toLocalDate();
    return LongStream.rangeClosed(-1, daysAfter)
        .mapToObj(today::plusDays)
        .filter(date -> weekdays.contains(Weekday.of(date.getDayOfWeek())))
        .map(this::window);
  }

  private Window window(LocalDate date) {
    LocalDate last = to.isAfter(from) ? date : date.plusDays(1);
    return new Window(instant(date.atTime(from), false), instant(last.atTime(to), true));
  }

  private Instant instant(LocalDateTime local, boolean later) {
    ZoneOffsetTransition change = timeZone.getRules().getTransition(local);
    if (change == null) {
      return local.atZone(timeZone).toInstant();
    }
    return change.isGap()
        ? change.getInstant()
        : local.toInstant(later ? change.getOffsetAfter() : change.getOffsetBefore());
  }

  /** A day of the week as it is written: its first three letters. */
  @RegisterForReflection
  @Schema(enumeration = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
  enum Weekday {
    MON,
    TUE,
    WED,
    THU,
    FRI,
    SAT,
    SUN;

    static Weekday of(DayOfWeek day) {
      return valueOf(day.name().substring(0, 3));
    }

    /**
     * @throws IllegalArgumentException where there is no such day
     */
    static Weekday of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Writes a time of the day as HH:MM. */
  @RegisterForReflection
  static final class ClockText extends StdConverter<LocalTime, String> {
    @Override
    public String convert(LocalTime value) {
      return value.toString();
    }
  }
}
