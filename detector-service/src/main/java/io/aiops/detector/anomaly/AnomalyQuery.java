package io.aiops.detector.anomaly;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.aiops.detector.json.Page;
import io.aiops.detector.json.Times;
import io.aiops.detector.problem.InvalidInputException;
import io.aiops.detector.problem.Violation;

/** Which anomalies a list shall show. */
record AnomalyQuery(String where, List<Object> parameters, String order, Page page) {

  static final String DEFAULT_SORT = "-detected_at";

  private static final Map<String, String> COLUMNS =
      Map.of(
          "detected_at", "detected_at",
          "started_at", "started_at",
          "ended_at", "ended_at",
          "severity", "severity",
          "score", "score",
          "state", "state",
          "detector_name", "lower(detector_name)");

  /** Texts of the query parameters; empty where one is absent. */
  record Filter(
      String detectorId, List<String> severities, String state, String from, String to, String q) {}

  /**
   * @throws InvalidInputException naming every parameter that breaks a rule
   */
  static AnomalyQuery read(Filter filter, String sort, Page page) {
    Conditions conditions = new Conditions();
    if (!filter.detectorId().isEmpty()) {
      conditions.add("detector_id = ?", filter.detectorId());
    }
    severities(filter.severities(), conditions);
    if (!filter.state().isEmpty()) {
      if (Set.of(Anomaly.OPEN, Anomaly.RESOLVED).contains(filter.state())) {
        conditions.add("state = ?", filter.state());
      } else {
        conditions.reject("state", "must be open or resolved");
      }
    }
    Instant from = time("from", filter.from(), conditions);
    Instant to = time("to", filter.to(), conditions);
    if (from != null) {
      conditions.add("(ended_at IS NULL OR ended_at >= ?)", from);
    }
    if (to != null) {
      conditions.add("started_at <= ?", to);
    }
    if (from != null && to != null && from.isAfter(to)) {
      conditions.reject("from", "must not be after to");
    }
    if (!filter.q().isBlank()) {
      String text = filter.q().strip().toLowerCase(Locale.ROOT);
      String pattern = "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
      conditions.add(
          "(lower(detector_name) LIKE ? ESCAPE '!' OR lower(entity_key) LIKE ? ESCAPE '!'"
              + " OR id LIKE ? ESCAPE '!')",
          pattern,
          pattern,
          pattern);
    }
    String field = sort.startsWith("-") ? sort.substring(1) : sort;
    if (!COLUMNS.containsKey(field)) {
      conditions.reject(
          "sort",
          "must be one of "
              + String.join(", ", COLUMNS.keySet().stream().sorted().toList())
              + ", with a - before it for descending order");
    }
    conditions.refuseAnyViolation();
    return new AnomalyQuery(
        conditions.sql.toString(),
        conditions.parameters,
        COLUMNS.get(field) + (sort.startsWith("-") ? " DESC" : " ASC"),
        page);
  }

  private static void severities(List<String> severities, Conditions conditions) {
    List<String> names =
        severities.stream()
            .flatMap(text -> List.of(text.split(",", -1)).stream())
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .toList();
    if (names.isEmpty()) {
      return;
    }
    if (!Severity.texts().containsAll(names)) {
      conditions.reject("severity", "must be of " + String.join(", ", Severity.texts()));
      return;
    }
    conditions.add(
        "severity IN (" + "?, ".repeat(names.size() - 1) + "?)",
        names.stream().map(name -> (Object) Severity.of(name).rank()).toArray());
  }

  private static Instant time(String field, String text, Conditions conditions) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return Times.parse(text);
    } catch (IllegalArgumentException e) {
      conditions.reject(field, e.getMessage());
      return null;
    }
  }

  private static final class Conditions {
    private final StringBuilder sql = new StringBuilder(" WHERE TRUE");
    private final List<Object> parameters = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    void add(String condition, Object... values) {
      sql.append(" AND ").append(condition);
      parameters.addAll(List.of(values));
    }

    void reject(String field, String message) {
      violations.add(new Violation(field, message));
    }

    void refuseAnyViolation() {
      if (!violations.isEmpty()) {
        throw new InvalidInputException(violations);
      }
    }
  }
}
