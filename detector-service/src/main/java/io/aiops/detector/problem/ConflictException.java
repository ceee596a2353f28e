package io.aiops.detector.problem;

import java.util.Map;

/** 409: the call does not fit the present state. */
public final class ConflictException extends DomainException {

  private static final long serialVersionUID = 1L;

  private final transient Map<String, Object> members;

  public ConflictException(String slug, String detail) {
    this(slug, detail, Map.of());
  }

  public ConflictException(String slug, String detail, Map<String, Object> members) {
    super(slug, "Conflict", 409, detail);
    this.members = members;
  }

  @Override
  public Map<String, Object> members() {
    return members;
  }
}
