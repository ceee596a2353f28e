package io.aiops.detector.problem;

/** 412: the resource has changed since the caller read it. */
public final class PreconditionFailedException extends DomainException {

  private static final long serialVersionUID = 1L;

  public PreconditionFailedException(String detail) {
    super("precondition-failed", "Precondition failed", 412, detail);
  }

  /**
   * @param kind of resource, as it is to be named
   * @param tag the present one of the resource
   * @param ifMatch the tags that the caller accepts; null for any
   * @throws PreconditionFailedException where it is none of them
   */
  public static void refuseOther(String kind, String tag, String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return;
    }
    for (String accepted : ifMatch.split(",", -1)) {
      if (accepted.strip().equals(tag)) {
        return;
      }
    }
    throw new PreconditionFailedException(
        "The " + kind + " has changed: it is " + tag + " now, not " + ifMatch + ". Read it again.");
  }
}
