package io.aiops.detector.validation;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.aiops.detector.problem.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What there is to say about a definition before anything is made of it.
 *
 * @param estimate null where the definition is not valid
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Validation(
    boolean valid, List<Violation> errors, List<Violation> warnings, Estimate estimate) {

  /**
   * What it would cost.
   *
   * @param entities of a detector that asks the same already, else one
   */
  @RegisterForReflection
  public record Estimate(long entities, long memoryBytes, long pointsPerDay) {}
}
