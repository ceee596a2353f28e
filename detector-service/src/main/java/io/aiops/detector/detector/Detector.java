package io.aiops.detector.detector;

import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.json.InstantText;
import io.aiops.detector.model.ModelSpec;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A named watch.
 *
 * @param statusReason why the status is what it is; null where it speaks for itself
 * @param provisioned made from a file, so read-only in the API
 * @param startedAt of the latest start; null before the first
 * @param version counts every change, from 1
 */
@RegisterForReflection
@JsonPropertyOrder({"id"})
public record Detector(
    String id,
    @JsonUnwrapped Definition definition,
    Status status,
    @JsonInclude(JsonInclude.Include.ALWAYS) String statusReason,
    boolean provisioned,
    @JsonSerialize(converter = InstantText.class) Instant createdAt,
    @JsonSerialize(converter = InstantText.class) Instant updatedAt,
    @JsonIgnore Instant startedAt,
    long version) {

  /** Time zone of calendars where a definition names none. */
  private static final String ZONE = "UTC";

  @JsonIgnore
  public boolean running() {
    return status == Status.RUNNING;
  }

  /** What to build for an entity of this detector; equal for equal entities on every machine. */
  public ModelSpec modelSpec(String entityKey) {
    Map<String, Object> parameters = definition.model().parameters();
    return new ModelSpec(
        definition.model().type(),
        parameters,
        definition.interval().toMillis(),
        definition.dimensions(),
        definition.alertBudgetPerWeek(),
        ZONE,
        definition.retrain().rule(),
        entityKey.hashCode());
  }

  /** Names this version of the detector, for conditional requests. */
  @JsonIgnore
  public String entityTag() {
    return "\"" + version + "\"";
  }

  Detector withVersion(long number) {
    return new Detector(
        id, definition, status, statusReason, provisioned, createdAt, updatedAt, startedAt, number);
  }

  Detector with(Definition changed, Instant now) {
    return new Detector(
        id, changed, status, statusReason, provisioned, createdAt, now, startedAt, version + 1);
  }

  Detector with(Status changed, String reason, Instant now) {
    return new Detector(
        id,
        definition,
        changed,
        reason,
        provisioned,
        createdAt,
        now,
        changed == Status.RUNNING ? now : startedAt,
        version + 1);
  }
}
