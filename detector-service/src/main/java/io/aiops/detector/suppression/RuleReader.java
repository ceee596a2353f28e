package io.aiops.detector.suppression;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.detector.json.Fields;
import io.aiops.detector.problem.InvalidInputException;

/** Reads a rule from JSON: defaults for what is absent, every broken rule named. */
final class RuleReader {

  /** Fields of the resource that only the service sets; what GET gave may be sent back. */
  private static final Set<String> READ_ONLY =
      Set.of("id", "active", "next_change_at", "created_at", "updated_at", "version");

  static final int MOST_MATCHERS = 20;

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_TEXT = 4000;
  private static final int LONGEST_ID = 200;
  private static final int LONGEST_ZONE = 100;
  private static final String UTC = "UTC";
  private static final String CLOCK = "([01]\\d|2[0-3]):[0-5]\\d";

  private RuleReader() {}

  /**
   * @throws InvalidInputException naming every field that breaks a rule
   */
  static Rule read(JsonNode json) {
    Fields fields = new Fields(json);
    String name = fields.text("name", "", LONGEST_NAME).strip();
    if (name.isEmpty() && fields.violations().isEmpty()) {
      fields.reject("name", "must not be empty");
    }
    String comment = fields.text("comment", "", LONGEST_TEXT);
    String detectorId = fields.text("detector_id", null, LONGEST_ID);
    List<LabelMatcher> matchers = matchers(fields, detectorId);
    Instant startsAt = fields.time("starts_at");
    Instant endsAt = fields.time("ends_at");
    if (startsAt != null && endsAt != null && !endsAt.isAfter(startsAt)) {
      fields.reject("ends_at", "must be after starts_at");
    }
    Schedule schedule = schedule(fields.object("schedule"));
    boolean enabled = fields.flag("enabled", true);
    fields.ignore(READ_ONLY);
    fields.refuseUnknown();
    fields.refuseAnyViolation();
    return new Rule(name, comment, matchers, detectorId, startsAt, endsAt, schedule, enabled);
  }

  private static List<LabelMatcher> matchers(Fields fields, String detectorId) {
    JsonNode list = fields.node("matchers");
    List<LabelMatcher> matchers = new ArrayList<>();
    if (list != null && (!list.isArray() || list.size() > MOST_MATCHERS)) {
      fields.reject("matchers", "must be an array of at most " + MOST_MATCHERS + " strings");
      return matchers;
    }
    for (int i = 0; list != null && i < list.size(); i++) {
      try {
        matchers.add(matcher(list.get(i)));
      } catch (IllegalArgumentException e) {
        fields.reject("matchers[" + i + "]", e.getMessage());
        return matchers;
      }
    }
    if (detectorId == null && matchers.stream().allMatch(LabelMatcher::matchesNothing)) {
      fields.reject(
          "matchers",
          "must have one that needs its label to be there, or detector_id must be given: it would"
              + " silence everything");
    }
    return matchers;
  }

  private static LabelMatcher matcher(JsonNode text) {
    if (!text.isTextual()) {
      throw new IllegalArgumentException("must be a string such as team=\"payments\"");
    }
    return MatcherReader.read(text.textValue());
  }

  private static Schedule schedule(Fields fields) {
    if (fields == null) {
      return null;
    }
    int before = fields.violations().size();
    List<Schedule.Weekday> weekdays = weekdays(fields);
    LocalTime from = clock(fields, "from");
    LocalTime to = clock(fields, "to");
    ZoneId zone = zone(fields);
    fields.refuseUnknown();
    return fields.violations().size() > before ? null : new Schedule(weekdays, from, to, zone);
  }

  private static List<Schedule.Weekday> weekdays(Fields fields) {
    JsonNode list = fields.node("weekdays");
    List<Schedule.Weekday> weekdays = new ArrayList<>();
    if (list == null) {
      return List.of(Schedule.Weekday.values());
    }
    try {
      list.forEach(day -> weekdays.add(Schedule.Weekday.of(day.asText())));
    } catch (IllegalArgumentException e) {
      weekdays.clear();
    }
    if (weekdays.isEmpty() || !list.isArray()) {
      fields.reject("weekdays", "must be one or more of mon, tue, wed, thu, fri, sat, sun");
    }
    return weekdays;
  }

  /** 24:00 is the midnight that ends a day. */
  private static LocalTime clock(Fields fields, String field) {
    String text = fields.text(field, "", LONGEST_ZONE);
    if (text.equals("24:00") && field.equals("to")) {
      return LocalTime.MIDNIGHT;
    }
    if (text.matches(CLOCK)) {
      return LocalTime.parse(text);
    }
    fields.reject(field, "must be a time of the day such as 22:00");
    return LocalTime.MIDNIGHT;
  }

  private static ZoneId zone(Fields fields) {
    String name = fields.text("time_zone", UTC, LONGEST_ZONE);
    if (name.equals(UTC) || ZoneId.getAvailableZoneIds().contains(name)) {
      return ZoneId.of(name);
    }
    fields.reject("time_zone", "must be the name of a time zone such as UTC or Europe/Berlin");
    return ZoneId.of(UTC);
  }
}
