package io.aiops.detector.suppression;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.json.InstantText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A maintenance window or a silencing rule, as it is at a time.
 *
 * @param active whether it counts now
 * @param nextChangeAt when that changes by itself; null where it never will
 * @param version counts every change, from 1
 */
@RegisterForReflection
@JsonPropertyOrder({"id"})
@JsonInclude(JsonInclude.Include.ALWAYS)
record Suppression(
    String id,
    @JsonUnwrapped Rule rule,
    boolean active,
    @JsonSerialize(converter = InstantText.class) Instant nextChangeAt,
    @JsonSerialize(converter = InstantText.class) Instant createdAt,
    @JsonSerialize(converter = InstantText.class) Instant updatedAt,
    long version) {

  static Suppression of(String id, Rule rule, Instant now) {
    return new Suppression(id, rule, false, null, now, now, 1).at(now);
  }

  /** The same one as it is at a time. */
  Suppression at(Instant time) {
    return new Suppression(
        id,
        rule,
        rule.activeAt(time),
        rule.nextChange(time).orElse(null),
        createdAt,
        updatedAt,
        version);
  }

  Suppression with(Rule changed, Instant now) {
    return new Suppression(id, changed, false, null, createdAt, now, version + 1).at(now);
  }

  /** Names this version of it, for conditional requests. */
  @JsonIgnore
  String entityTag() {
    return "\"" + version + "\"";
  }
}
