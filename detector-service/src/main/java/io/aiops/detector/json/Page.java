package io.aiops.detector.json;

import java.util.ArrayList;
import java.util.List;

import io.aiops.detector.problem.InvalidInputException;
import io.aiops.detector.problem.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Which part of a list is asked for. */
public record Page(int number, int limit) {

  public static final String DEFAULT_LIMIT = "20";
  private static final int MOST = 200;

  /**
   * @throws InvalidInputException where page or limit is no number or out of range
   */
  public static Page of(String page, String limit) {
    List<Violation> violations = new ArrayList<>();
    Page result =
        new Page(
            number("page", page, 1_000_000, violations), number("limit", limit, MOST, violations));
    if (!violations.isEmpty()) {
      throw new InvalidInputException(violations);
    }
    return result;
  }

  private static int number(String field, String text, int most, List<Violation> violations) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the rule below names it
    }
    violations.add(new Violation(field, "must be a whole number from 1 to " + most));
    return 1;
  }

  public int offset() {
    return (number - 1) * limit;
  }

  public Info info(long total) {
    return new Info(number, limit, total, (total + limit - 1) / limit);
  }

  /** The {@code pagination} member of a list. */
  @RegisterForReflection
  public record Info(int page, int limit, long total, long pages) {}
}
