package io.aiops.detector.suppression;

import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

import com.fasterxml.jackson.annotation.JsonValue;

import io.aiops.detector.json.LabelPattern;
import io.aiops.detector.json.Labels;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A condition on one label, as Alertmanager writes it: {@code team="payments"}, {@code
 * pod=~"api-.*"}. A label that is not there is empty. Two are equal where they are written alike.
 */
@RegisterForReflection
public final class LabelMatcher {

  /** Characters that a name or value has to be quoted for. */
  static final String RESERVED = "{}!=~,\\\"'`";

  private final String name;
  private final Operation operation;
  private final String value;
  private final Predicate<String> test;

  /** How a value is compared. */
  enum Operation {
    MATCHES("=~"),
    MATCHES_NOT("!~"),
    DIFFERS("!="),
    EQUALS("=");

    private final String sign;

    Operation(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }

    private Predicate<String> test(String value) {
      return switch (this) {
        case EQUALS -> value::equals;
        case DIFFERS -> given -> !value.equals(given);
        case MATCHES -> LabelPattern.of(value)::matches;
        case MATCHES_NOT -> {
          LabelPattern pattern = LabelPattern.of(value);
          yield given -> !pattern.matches(given);
        }
      };
    }
  }

  /**
   * @throws IllegalArgumentException with a rule to show where the value is no regular expression
   */
  LabelMatcher(String name, Operation operation, String value) {
    this.name = name;
    this.operation = operation;
    this.value = value;
    this.test = operation.test(value);
  }

  boolean matches(Map<String, String> labels) {
    return test.test(labels.getOrDefault(name, ""));
  }

  /** Whether a label that is not there fulfils it: alone it says next to nothing. */
  boolean matchesNothing() {
    return test.test("");
  }

  @JsonValue
  public String text() {
    return (plain(name) ? name : Labels.quote(name)) + operation.sign() + Labels.quote(value);
  }

  private static boolean plain(String name) {
    return name.chars().noneMatch(c -> Character.isWhitespace(c) || RESERVED.indexOf(c) >= 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelMatcher matcher && matcher.text().equals(text());
  }

  @Override
  public int hashCode() {
    return Objects.hash(text());
  }

  @Override
  public String toString() {
    return text();
  }
}
