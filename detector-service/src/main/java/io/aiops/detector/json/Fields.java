package io.aiops.detector.json;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.detector.problem.InvalidInputException;
import io.aiops.detector.problem.Violation;

/**
 * Reads a JSON object strictly and gathers every broken rule by its field, instead of stopping at
 * the first. A field that was not asked for by the time of {@link #refuseUnknown} is refused by
 * name.
 */
public final class Fields {

  private final JsonNode object;
  private final String path;
  private final List<Violation> violations;
  private final Set<String> known = new LinkedHashSet<>();

  public Fields(JsonNode object) {
    this(object, "", new ArrayList<>());
  }

  private Fields(JsonNode object, String path, List<Violation> violations) {
    this.object = object;
    this.path = path;
    this.violations = violations;
    if (object == null || !object.isObject()) {
      violations.add(new Violation(path.isEmpty() ? "body" : path, "must be a JSON object"));
    }
  }

  public void reject(String field, String message) {
    violations.add(new Violation(name(field), message));
  }

  public List<Violation> violations() {
    return violations;
  }

  public void refuseAnyViolation() {
    if (!violations.isEmpty()) {
      throw new InvalidInputException(violations);
    }
  }

  /** Fields that may stand there without being read. */
  public void ignore(Set<String> fields) {
    known.addAll(fields);
  }

  public void refuseUnknown() {
    if (object != null && object.isObject()) {
      object
          .fieldNames()
          .forEachRemaining(
              field -> {
                if (!known.contains(field)) {
                  reject(field, "is not a known field; known are " + String.join(", ", known));
                }
              });
    }
  }

  public boolean has(String field) {
    return node(field) != null;
  }

  /** The value of a field; null where it is absent or null. */
  public JsonNode node(String field) {
    known.add(field);
    JsonNode value = object == null ? null : object.get(field);
    return value == null || value.isNull() ? null : value;
  }

  /** A nested object; null where it is absent. */
  public Fields object(String field) {
    JsonNode value = node(field);
    return value == null ? null : new Fields(value, name(field), violations);
  }

  public String text(String field, String ifAbsent, int longest) {
    JsonNode value = node(field);
    if (value == null) {
      return ifAbsent;
    }
    if (!value.isTextual()) {
      reject(field, "must be a string");
      return ifAbsent;
    }
    if (value.textValue().length() > longest) {
      reject(field, "must be at most " + longest + " characters long");
      return ifAbsent;
    }
    return value.textValue();
  }

  public String choice(String field, String ifAbsent, Set<String> choices) {
    String value = text(field, ifAbsent, Integer.MAX_VALUE);
    if (value != null && !choices.contains(value)) {
      reject(field, "must be one of " + String.join(", ", choices));
      return ifAbsent;
    }
    return value;
  }

  public boolean flag(String field, boolean ifAbsent) {
    JsonNode value = node(field);
    if (value != null && !value.isBoolean()) {
      reject(field, "must be true or false");
      return ifAbsent;
    }
    return value == null ? ifAbsent : value.booleanValue();
  }

  /** A finite number in a range; {@code ifAbsent} may be null. */
  public Double number(String field, Double ifAbsent, double least, double most) {
    JsonNode value = node(field);
    if (value == null) {
      return ifAbsent;
    }
    double number = value.isNumber() ? value.doubleValue() : Double.NaN;
    if (!(number >= least && number <= most)) {
      reject(field, "must be a number from " + plain(least) + " to " + plain(most));
      return ifAbsent;
    }
    return number;
  }

  public int integer(String field, int ifAbsent, int least, int most) {
    JsonNode value = node(field);
    if (value == null) {
      return ifAbsent;
    }
    if (!value.canConvertToExactIntegral()
        || !value.isNumber()
        || value.doubleValue() < least
        || value.doubleValue() > most) {
      reject(field, "must be a whole number from " + least + " to " + most);
      return ifAbsent;
    }
    return value.intValue();
  }

  public Duration duration(String field, Duration ifAbsent, Duration least, Duration most) {
    String value = text(field, null, 40);
    if (value == null) {
      return ifAbsent;
    }
    try {
      Duration duration = Durations.parse(value);
      if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
        return duration;
      }
      reject(field, "must be from " + Durations.format(least) + " to " + Durations.format(most));
    } catch (IllegalArgumentException e) {
      reject(field, e.getMessage());
    }
    return ifAbsent;
  }

  /** A time, RFC 3339 or epoch milliseconds; null where it is absent. */
  public Instant time(String field) {
    JsonNode value = node(field);
    if (value == null) {
      return null;
    }
    try {
      return Times.parse(value);
    } catch (IllegalArgumentException e) {
      reject(field, e.getMessage());
      return null;
    }
  }

  private String name(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
