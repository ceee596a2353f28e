package io.aiops.detector.problem;

/** 412: the resource has changed since the caller read it. */
public final class PreconditionFailedException extends DomainException {

  private static final long serialVersionUID = 1L;

  public PreconditionFailedException(String detail) {
    super("precondition-failed", "Precondition failed", 412, detail);
  }
}
