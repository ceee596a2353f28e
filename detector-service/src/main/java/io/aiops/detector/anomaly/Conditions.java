package io.aiops.detector.anomaly;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.aiops.detector.json.Times;
import io.aiops.detector.problem.InvalidInputException;
import io.aiops.detector.problem.Violation;
import io.aiops.detector.store.Like;

/**
 * What the parameters of a list ask for, as conditions on rows that have a state, a severity, a
 * start and an end. Each parameter is text, empty where it is absent.
 */
public final class Conditions {

  /** For ORDER BY: what goes on still ends last, in either database. */
  public static final String BY_END = "coalesce(ended_at, " + Long.MAX_VALUE + ")";

  private static final Set<String> STATES = Set.of(Anomaly.OPEN, Anomaly.RESOLVED);

  private final StringBuilder sql = new StringBuilder(" WHERE TRUE");
  private final List<Object> parameters = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();

  public String where() {
    return sql.toString();
  }

  public List<Object> parameters() {
    return parameters;
  }

  public void add(String condition, Object... values) {
    sql.append(" AND ").append(condition);
    parameters.addAll(Arrays.asList(values));
  }

  public void reject(String field, String message) {
    violations.add(new Violation(field, message));
  }

  public void state(String state) {
    if (state.isEmpty()) {
      return;
    }
    if (STATES.contains(state)) {
      add("state = ?", state);
    } else {
      reject("state", "must be open or resolved");
    }
  }

  /** A column of truth values that has the name of its parameter. */
  public void flag(String field, String text) {
    if (text.isEmpty()) {
      return;
    }
    if (text.equals("true") || text.equals("false")) {
      add(field + " = ?", Boolean.valueOf(text));
    } else {
      reject(field, "must be true or false");
    }
  }

  /**
   * @param severities each one name or several with commas between
   */
  public void severities(List<String> severities) {
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
      reject("severity", "must be of " + String.join(", ", Severity.texts()));
      return;
    }
    add(
        "severity IN (" + "?, ".repeat(names.size() - 1) + "?)",
        names.stream().map(name -> (Object) Severity.of(name).rank()).toArray());
  }

  /** What lasted at some time between the two. */
  public void between(String from, String to) {
    Instant start = time("from", from);
    Instant end = time("to", to);
    if (start != null) {
      add("(ended_at IS NULL OR ended_at >= ?)", start);
    }
    if (end != null) {
      add("started_at <= ?", end);
    }
    if (start != null && end != null && start.isAfter(end)) {
      reject("from", "must not be after to");
    }
  }

  private Instant time(String field, String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return Times.parse(text);
    } catch (IllegalArgumentException e) {
      reject(field, e.getMessage());
      return null;
    }
  }

  /**
   * What has the text in one of the columns, in upper or lower case; where the database knows the
   * cases of ASCII only, other letters as they are written.
   */
  public void text(String text, String... columns) {
    if (text.isBlank()) {
      return;
    }
    String written = text.strip();
    List<String> matches = new ArrayList<>();
    List<Object> patterns = new ArrayList<>();
    for (String column : columns) {
      matches.add("lower(" + column + ") LIKE ? ESCAPE '!' OR " + column + " LIKE ? ESCAPE '!'");
      patterns.add(Like.containing(written.toLowerCase(Locale.ROOT)));
      patterns.add(Like.containing(written));
    }
    add("(" + String.join(" OR ", matches) + ")", patterns.toArray());
  }

  /**
   * The ORDER BY of a field, with a - before it for descending order.
   *
   * @param columns by field
   */
  public String order(String sort, Map<String, String> columns) {
    String field = sort.startsWith("-") ? sort.substring(1) : sort;
    if (!columns.containsKey(field)) {
      reject(
          "sort",
          "must be one of "
              + String.join(", ", columns.keySet().stream().sorted().toList())
              + ", with a - before it for descending order");
    }
    return columns.get(field) + (sort.startsWith("-") ? " DESC" : " ASC");
  }

  /**
   * @throws InvalidInputException naming every parameter that breaks a rule
   */
  public void refuseAnyViolation() {
    if (!violations.isEmpty()) {
      throw new InvalidInputException(violations);
    }
  }
}
