package io.aiops.gateway.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** An error answer, RFC 9457. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    List<Violation> violations) {

  public static final String MEDIA_TYPE = "application/problem+json";
  private static final String TYPE_PREFIX = "urn:aiops:problem:";

  /** One broken rule. */
  @RegisterForReflection
  public record Violation(String field, String message) {}

  public static Problem of(String slug, String title, int status, String detail, String path) {
    return new Problem(TYPE_PREFIX + slug, title, status, detail, path, null);
  }

  static Problem tooLarge(long most, String path) {
    return of(
        "too-large", "Content too large", 413, "The body is larger than " + most + " bytes.", path);
  }

  public static Problem invalid(List<Violation> violations, String path) {
    String detail =
        String.join("; ", violations.stream().map(v -> v.field() + ": " + v.message()).toList());
    return new Problem(
        TYPE_PREFIX + "validation", "Invalid input", 400, detail, path, List.copyOf(violations));
  }
}
