package io.aiops.detector.model;

/**
 * A parameter that breaks a rule.
 *
 * @param field path of the culprit, such as {@code model.parameters.window}
 * @param message the rule, in words
 */
public record ParameterError(String field, String message) {}
