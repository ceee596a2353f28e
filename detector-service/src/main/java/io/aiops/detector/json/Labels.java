package io.aiops.detector.json;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.detector.problem.InvalidInputException;

/**
 * The labels that name a series, sorted by name.
 *
 * @param values at most 64, names up to 256 and values up to 2,048 characters long
 */
public record Labels(@JsonValue SortedMap<String, String> values) {

  public static final Labels NONE = new Labels(new TreeMap<>());
  private static final int MOST = 64;
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_VALUE = 2048;

  public Labels {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public static Labels of(Map<String, String> values) {
    return new Labels(new TreeMap<>(values));
  }

  /** Reads a JSON object of strings; {@code field} names it in the refusal. */
  public static Labels read(JsonNode node, String field) {
    if (node == null || node.isNull()) {
      return NONE;
    }
    if (!node.isObject()) {
      throw InvalidInputException.of(field, "must be an object of strings");
    }
    if (node.size() > MOST) {
      throw InvalidInputException.of(field, "must have at most " + MOST + " labels");
    }
    TreeMap<String, String> values = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!entry.getValue().isTextual()) {
        throw InvalidInputException.of(field + "." + entry.getKey(), "must be a string");
      }
      put(values, entry.getKey(), entry.getValue().textValue(), field);
    }
    return new Labels(values);
  }

  /** Adds one label under the rules. */
  public static void put(Map<String, String> values, String name, String value, String field) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw InvalidInputException.of(
          field, "a label's name must have 1 to " + LONGEST_NAME + " characters");
    }
    if (value.length() > LONGEST_VALUE) {
      throw InvalidInputException.of(
          field + "." + name, "must be at most " + LONGEST_VALUE + " characters long");
    }
    values.put(name, value);
    if (values.size() > MOST) {
      throw InvalidInputException.of(field, "must have at most " + MOST + " labels");
    }
  }

  /** The name of the series in Prometheus' notation, equal for equal labels. */
  public String key() {
    StringBuilder key = new StringBuilder("{");
    values.forEach(
        (name, value) -> {
          if (key.length() > 1) {
            key.append(',');
          }
          key.append(name).append('=').append(quote(value));
        });
    return key.append('}').toString();
  }

  /** A text in double quotes, as Prometheus writes the value of a label. */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\');
      }
      quoted.append(c == '\n' ? "\\n" : String.valueOf(c));
    }
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return key();
  }
}
