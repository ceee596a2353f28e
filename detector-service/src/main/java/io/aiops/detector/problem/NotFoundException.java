package io.aiops.detector.problem;

/** 404: there is no such resource. */
public final class NotFoundException extends DomainException {

  private static final long serialVersionUID = 1L;

  public NotFoundException(String kind, String id) {
    super("not-found", "Not found", 404, "There is no " + kind + " with the id " + id + ".");
  }
}
