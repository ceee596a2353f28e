package io.aiops.detector.problem;

/** One broken rule: the field as a path ({@code source.query}) and what it must be. */
public record Violation(String field, String message) {}
