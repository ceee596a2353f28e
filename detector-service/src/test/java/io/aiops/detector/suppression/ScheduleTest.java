package io.aiops.detector.suppression;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * In Berlin clocks go forward on 29 March 2026 from 02:00 to 03:00, back on 25 October at 03:00.
 */
class ScheduleTest {

  private static final String EVERY_DAY = "mon tue wed thu fri sat sun";

  private static Schedule schedule(String weekdays, String from, String to, String zone) {
    return new Schedule(
        Arrays.stream(weekdays.split(" ")).map(Schedule.Weekday::of).toList(),
        LocalTime.parse(from),
        LocalTime.parse(to),
        ZoneId.of(zone));
  }

  private static Rule rule(String startsAt, String endsAt, Schedule schedule) {
    return new Rule(
        "a",
        "",
        List.of(),
        "detector_1",
        startsAt == null ? null : Instant.parse(startsAt),
        endsAt == null ? null : Instant.parse(endsAt),
        schedule,
        true);
  }

  /** Of the window that covers or follows a time: its start and end in UTC. */
  @ParameterizedTest
  @CsvSource({
    // The night before the clocks go forward is an hour short, the one before they go back is long.
    "sat,22:00,06:00,2026-03-28T12:00:00Z,2026-03-28T21:00:00Z,2026-03-29T04:00:00Z",
    "sat,22:00,06:00,2026-10-24T12:00:00Z,2026-10-24T20:00:00Z,2026-10-25T05:00:00Z",
    // Bounds in the hour that is left out are the moment of the change.
    "sun,02:30,04:00,2026-03-28T12:00:00Z,2026-03-29T01:00:00Z,2026-03-29T02:00:00Z",
    "sun,01:00,02:30,2026-03-28T12:00:00Z,2026-03-29T00:00:00Z,2026-03-29T01:00:00Z",
    // A window in that hour is left out with it.
    "sun,02:10,02:50,2026-03-28T12:00:00Z,2026-04-05T00:10:00Z,2026-04-05T00:50:00Z",
    // In the hour that comes twice: from the first time to the last one.
    "sun,02:30,03:00,2026-10-24T12:00:00Z,2026-10-25T00:30:00Z,2026-10-25T02:00:00Z",
    "sun,01:00,02:30,2026-10-24T12:00:00Z,2026-10-24T23:00:00Z,2026-10-25T01:30:00Z",
    "sun,02:00,02:30,2026-10-24T12:00:00Z,2026-10-25T00:00:00Z,2026-10-25T01:30:00Z",
    // A whole day of 23 and one of 25 hours.
    "sun,00:00,00:00,2026-03-28T12:00:00Z,2026-03-28T23:00:00Z,2026-03-29T22:00:00Z",
    "sun,00:00,00:00,2026-10-24T12:00:00Z,2026-10-24T22:00:00Z,2026-10-25T23:00:00Z",
    // Summer and winter.
    "wed,09:00,17:00,2026-07-01T00:00:00Z,2026-07-01T07:00:00Z,2026-07-01T15:00:00Z",
    "wed,09:00,17:00,2026-01-07T00:00:00Z,2026-01-07T08:00:00Z,2026-01-07T16:00:00Z",
  })
  void windowsFollowTheClockOnTheWall(
      String weekdays, String from, String to, Instant time, Instant start, Instant end) {
    Schedule schedule = schedule(weekdays, from, to, "Europe/Berlin");
    assertFalse(schedule.activeAt(time));
    assertEquals(Optional.of(start), schedule.nextChange(time));
    assertFalse(schedule.activeAt(start.minusMillis(1)));
    assertTrue(schedule.activeAt(start));
    assertEquals(Optional.of(end), schedule.nextChange(start));
    assertTrue(schedule.activeAt(end.minusMillis(1)));
    assertFalse(schedule.activeAt(end));
  }

  @Test
  void aWindowThatCrossesMidnightBelongsToTheDayOfItsStart() {
    Schedule schedule = schedule("fri", "22:00", "06:00", "UTC");
    assertFalse(schedule.activeAt(Instant.parse("2026-01-02T05:00:00Z")), "Friday morning");
    assertTrue(schedule.activeAt(Instant.parse("2026-01-02T23:00:00Z")), "Friday night");
    assertTrue(schedule.activeAt(Instant.parse("2026-01-03T05:59:59Z")), "Saturday morning");
    assertFalse(schedule.activeAt(Instant.parse("2026-01-03T23:00:00Z")), "Saturday night");
  }

  @Test
  void windowsThatTouchAreOne() {
    Instant noon = Instant.parse("2026-01-02T12:00:00Z");
    Schedule weekend = schedule("sat sun", "00:00", "00:00", "UTC");
    assertEquals(Optional.of(Instant.parse("2026-01-03T00:00:00Z")), weekend.nextChange(noon));
    assertEquals(
        Optional.of(Instant.parse("2026-01-05T00:00:00Z")),
        weekend.nextChange(noon.plus(Duration.ofDays(1))));
    Schedule always = schedule(EVERY_DAY, "22:00", "22:00", "Europe/Berlin");
    for (int hour = 0; hour < 24 * 400; hour++) {
      assertTrue(always.activeAt(noon.plus(Duration.ofHours(hour))), "hour " + hour);
    }
    assertEquals(Optional.empty(), always.nextChange(noon));
  }

  /** Whether the next change says the same as looking at every quarter of an hour. */
  @Test
  void theNextChangeIsWhereItChanges() {
    for (String zone : List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")) {
      Schedule schedule = schedule("mon wed sun", "22:15", "03:45", zone);
      Instant time = Instant.parse("2026-03-01T00:00:00Z");
      Instant change = schedule.nextChange(time).orElseThrow();
      boolean active = schedule.activeAt(time);
      for (int quarter = 0; quarter < 4 * 24 * 300; quarter++) {
        time = time.plus(Duration.ofMinutes(15));
        if (!time.isBefore(change)) {
          active = !active;
          change = schedule.nextChange(time).orElseThrow();
        }
        assertEquals(active, schedule.activeAt(time), zone + " " + time);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // time, starts, ends, scheduled nightly 22:00 to 06:00?, active, next change
        "2026-01-02T12:00:00Z,-,-,false,true,-",
        "2026-01-02T12:00:00Z,-,2026-01-03T00:00:00Z,false,true,2026-01-03T00:00:00Z",
        "2026-01-03T00:00:00Z,-,2026-01-03T00:00:00Z,false,false,-",
        "2026-01-02T12:00:00Z,2026-01-02T13:00:00Z,-,false,false,2026-01-02T13:00:00Z",
        "2026-01-02T13:00:00Z,2026-01-02T13:00:00Z,-,false,true,-",
        "2026-01-02T12:00:00Z,-,-,true,false,2026-01-02T22:00:00Z",
        "2026-01-02T12:00:00Z,2026-01-02T23:00:00Z,-,true,false,2026-01-02T23:00:00Z",
        "2026-01-02T12:00:00Z,2026-01-03T07:00:00Z,-,true,false,2026-01-03T22:00:00Z",
        "2026-01-02T23:00:00Z,-,2026-01-03T02:00:00Z,true,true,2026-01-03T02:00:00Z",
        "2026-01-02T23:00:00Z,-,2026-01-03T09:00:00Z,true,true,2026-01-03T06:00:00Z",
        "2026-01-03T07:00:00Z,-,2026-01-03T09:00:00Z,true,false,-",
        "2026-01-02T12:00:00Z,2026-01-03T07:00:00Z,2026-01-03T08:00:00Z,true,false,-",
      })
  void aScheduleCountsBetweenStartAndEnd(
      Instant time,
      String startsAt,
      String endsAt,
      boolean nightly,
      boolean active,
      Instant nextChange) {
    Schedule nights = schedule(EVERY_DAY, "22:00", "06:00", "UTC");
    Rule rule = rule(startsAt, endsAt, nightly ? nights : null);
    assertEquals(active, rule.activeAt(time));
    assertEquals(Optional.ofNullable(nextChange), rule.nextChange(time));
  }

  @Test
  void whatIsSwitchedOffNeverCounts() {
    Rule off = new Rule("a", "", List.of(), "detector_1", null, null, null, false);
    assertFalse(off.activeAt(Instant.EPOCH));
    assertEquals(Optional.empty(), off.nextChange(Instant.EPOCH));
  }
}
