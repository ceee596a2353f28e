package io.aiops.detector.suppression;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.detector.json.Times;

/** A rule as a JSON document in the database; rules of today need not hold for those of then. */
final class StoredRule {

  private static final String UNREADABLE =
      "This suppression cannot be read, so it is off. Replace or delete it.";

  private StoredRule() {}

  /**
   * @throws RuntimeException of several kinds where it cannot be read
   */
  static Rule read(JsonNode json) {
    String detectorId = json.path("detector_id").textValue();
    List<LabelMatcher> matchers = matchers(json.path("matchers"));
    if (detectorId == null && matchers.stream().allMatch(LabelMatcher::matchesNothing)) {
      throw new IllegalArgumentException("it would silence everything");
    }
    return new Rule(
        json.path("name").asText(),
        json.path("comment").asText(),
        matchers,
        detectorId,
        time(json.path("starts_at")),
        time(json.path("ends_at")),
        schedule(json.path("schedule")),
        json.path("enabled").asBoolean(true));
  }

  /** What stands for one that cannot be read: people see it, and can replace or delete it. */
  static Rule unreadable(String name, String detectorId) {
    return new Rule(name, UNREADABLE, List.of(), detectorId, null, null, null, false);
  }

  private static List<LabelMatcher> matchers(JsonNode list) {
    List<LabelMatcher> matchers = new ArrayList<>();
    list.forEach(text -> matchers.add(MatcherReader.stored(text.asText())));
    return matchers;
  }

  private static Instant time(JsonNode time) {
    return time.isTextual() ? Times.parse(time) : null;
  }

  private static Schedule schedule(JsonNode schedule) {
    if (!schedule.isObject()) {
      return null;
    }
    List<Schedule.Weekday> weekdays = new ArrayList<>();
    schedule.path("weekdays").forEach(day -> weekdays.add(Schedule.Weekday.of(day.asText())));
    return new Schedule(
        weekdays,
        LocalTime.parse(schedule.path("from").asText()),
        LocalTime.parse(schedule.path("to").asText()),
        ZoneId.of(schedule.path("time_zone").asText()));
  }
}
