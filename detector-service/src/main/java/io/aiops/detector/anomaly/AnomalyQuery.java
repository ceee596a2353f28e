package io.aiops.detector.anomaly;

import java.util.List;
import java.util.Map;

import io.aiops.detector.json.Page;
import io.aiops.detector.problem.InvalidInputException;

/** Which anomalies a list shall show. */
record AnomalyQuery(String where, List<Object> parameters, String order, Page page) {

  static final String DEFAULT_SORT = "-detected_at";

  private static final Map<String, String> COLUMNS =
      Map.of(
          "detected_at", "detected_at",
          "started_at", "started_at",
          "ended_at", Conditions.BY_END,
          "severity", "severity",
          "score", "score",
          "state", "state",
          "detector_name", "lower(detector_name)");

  /** Texts of the query parameters; empty where one is absent. */
  record Filter(
      String detectorId,
      List<String> severities,
      String state,
      String suppressed,
      String historical,
      String from,
      String to,
      String q) {}

  /**
   * @throws InvalidInputException naming every parameter that breaks a rule
   */
  static AnomalyQuery read(Filter filter, String sort, Page page) {
    Conditions conditions = new Conditions();
    if (!filter.detectorId().isEmpty()) {
      conditions.add("detector_id = ?", filter.detectorId());
    }
    conditions.severities(filter.severities());
    conditions.state(filter.state());
    conditions.flag("historical", filter.historical());
    conditions.flag("suppressed", filter.suppressed());
    conditions.between(filter.from(), filter.to());
    conditions.text(filter.q(), "detector_name", "entity_key", "id");
    String order = conditions.order(sort, COLUMNS);
    conditions.refuseAnyViolation();
    return new AnomalyQuery(conditions.where(), conditions.parameters(), order, page);
  }
}
