package io.aiops.detector.incident;

import java.util.List;
import java.util.Map;

import io.aiops.detector.anomaly.Conditions;
import io.aiops.detector.json.Page;
import io.aiops.detector.problem.InvalidInputException;

/** Which incidents a list shall show. */
record IncidentQuery(String where, List<Object> parameters, String order, Page page) {

  static final String DEFAULT_SORT = "-started_at";

  private static final Map<String, String> COLUMNS =
      Map.of(
          "started_at", "started_at",
          "ended_at", Conditions.BY_END,
          "severity", "severity",
          "state", "state",
          "title", "lower(title)");

  /** Texts of the query parameters; empty where one is absent. */
  record Filter(List<String> severities, String state, String from, String to, String q) {}

  /**
   * @throws InvalidInputException naming every parameter that breaks a rule
   */
  static IncidentQuery read(Filter filter, String sort, Page page) {
    Conditions conditions = new Conditions();
    conditions.severities(filter.severities());
    conditions.state(filter.state());
    conditions.between(filter.from(), filter.to());
    conditions.text(filter.q(), "title", "searchable", "id");
    String order = conditions.order(sort, COLUMNS);
    conditions.refuseAnyViolation();
    return new IncidentQuery(conditions.where(), conditions.parameters(), order, page);
  }
}
