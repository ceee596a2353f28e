package io.aiops.detector.detector;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.aiops.detector.json.Page;
import io.aiops.detector.model.ModelTypes;
import io.aiops.detector.problem.InvalidInputException;
import io.aiops.detector.problem.Violation;

/**
 * Which detectors a list shall show.
 *
 * @param status null for any
 * @param model null for any
 * @param text part of the name, id or description; empty for any
 * @param labels all of them must match
 * @param sort field and direction
 */
record DetectorQuery(
    Status status, String model, String text, Map<String, String> labels, Sort sort, Page page) {

  /** Fields to sort by, with their columns. */
  private static final Map<String, String> COLUMNS =
      Map.of(
          "id", "created_at",
          "name", "lower(name)",
          "status", "status",
          "model", "model",
          "created_at", "created_at",
          "updated_at", "updated_at");

  static final String DEFAULT_SORT = "-updated_at";

  record Sort(String column, boolean descending) {
    String sql() {
      return column + (descending ? " DESC" : " ASC");
    }
  }

  /**
   * @throws InvalidInputException naming every parameter that breaks a rule
   */
  static DetectorQuery read(
      String status, String model, String text, List<String> labels, String sort, Page page) {
    List<Violation> violations = new ArrayList<>();
    if (!status.isEmpty() && !Status.texts().contains(status)) {
      violations.add(
          new Violation("status", "must be one of " + String.join(", ", Status.texts())));
    }
    if (!model.isEmpty() && !ModelTypes.known().contains(model)) {
      violations.add(
          new Violation("model", "must be one of " + String.join(", ", ModelTypes.known())));
    }
    String field = sort.startsWith("-") ? sort.substring(1) : sort;
    if (!COLUMNS.containsKey(field)) {
      violations.add(
          new Violation(
              "sort",
              "must be one of "
                  + String.join(", ", COLUMNS.keySet().stream().sorted().toList())
                  + ", with a - before it for descending order"));
    }
    Map<String, String> matchers = labels(labels, violations);
    if (!violations.isEmpty()) {
      throw new InvalidInputException(violations);
    }
    return new DetectorQuery(
        status.isEmpty() ? null : Status.of(status),
        model.isEmpty() ? null : model,
        text.strip(),
        matchers,
        new Sort(COLUMNS.get(field), sort.startsWith("-")),
        page);
  }

  private static Map<String, String> labels(List<String> texts, List<Violation> violations) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String text : texts) {
      int colon = text.indexOf(':');
      if (colon < 1) {
        violations.add(new Violation("label", "must be of the form name:value"));
      } else {
        labels.put(text.substring(0, colon), text.substring(colon + 1));
      }
    }
    return labels;
  }
}
