package io.aiops.detector.problem;

/** 422: well formed, but it cannot be done with this input. */
public final class UnprocessableException extends DomainException {

  private static final long serialVersionUID = 1L;

  public UnprocessableException(String slug, String detail) {
    super(slug, "Unprocessable", 422, detail);
  }
}
