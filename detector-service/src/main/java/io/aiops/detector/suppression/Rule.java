package io.aiops.detector.suppression;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.json.InstantText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a person says about a suppression.
 *
 * @param name unique, 1 to 200 characters
 * @param matchers all of them must match; over the labels of the entity and of its detector, and
 *     the reserved ones of {@link MatchedLabels}
 * @param detectorId the only detector that it is about; null for any
 * @param startsAt null for ever since
 * @param endsAt after the start; null for no end
 * @param schedule when it counts between start and end; null for all the time
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "SuppressionRule")
record Rule(
    String name,
    String comment,
    @Schema(implementation = String[].class, examples = "[\"team=\\\"payments\\\"\"]")
        List<LabelMatcher> matchers,
    String detectorId,
    @JsonSerialize(converter = InstantText.class) Instant startsAt,
    @JsonSerialize(converter = InstantText.class) Instant endsAt,
    Schedule schedule,
    boolean enabled) {

  Rule {
    matchers = List.copyOf(matchers);
    if (startsAt != null && endsAt != null && !endsAt.isAfter(startsAt)) {
      throw new IllegalArgumentException("it must end after its start");
    }
  }

  boolean matches(String detector, Map<String, String> labels) {
    return (detectorId == null || detectorId.equals(detector))
        && matchers.stream().allMatch(matcher -> matcher.matches(labels));
  }

  boolean activeAt(Instant time) {
    return enabled
        && (startsAt == null || !time.isBefore(startsAt))
        && !over(time)
        && (schedule == null || schedule.activeAt(time));
  }

  /** When it begins or stops to count by itself; empty where it never will. */
  Optional<Instant> nextChange(Instant time) {
    if (!enabled || over(time)) {
      return Optional.empty();
    }
    Optional<Instant> next;
    if (startsAt != null && time.isBefore(startsAt)) {
      next =
          schedule == null || schedule.activeAt(startsAt)
              ? Optional.of(startsAt)
              : schedule.nextChange(startsAt);
    } else {
      next = schedule == null ? Optional.empty() : schedule.nextChange(time);
    }
    if (endsAt == null || next.filter(change -> change.isBefore(endsAt)).isPresent()) {
      return next;
    }
    return activeAt(time) ? Optional.of(endsAt) : Optional.empty();
  }

  private boolean over(Instant time) {
    return endsAt != null && !time.isBefore(endsAt);
  }
}
