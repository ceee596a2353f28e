package io.aiops.detector.problem;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** 400: the input breaks rules, all of them named. */
public final class InvalidInputException extends DomainException {

  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  public InvalidInputException(List<Violation> violations) {
    super(
        "validation",
        "Invalid input",
        400,
        violations.stream()
            .map(violation -> violation.field() + ": " + violation.message())
            .collect(Collectors.joining("; ")));
    this.violations = List.copyOf(violations);
  }

  public static InvalidInputException of(String field, String message) {
    return new InvalidInputException(List.of(new Violation(field, message)));
  }

  public List<Violation> violations() {
    return violations;
  }

  @Override
  public Map<String, Object> members() {
    return Map.of("violations", violations);
  }
}
