package io.aiops.detector.cluster;

import java.util.Optional;

/** Whose business a call is, by its path. */
record Target(Kind kind, String id) {

  /** What the id names. */
  enum Kind {
    OWNED,
    PULL,
    JOB,
    ANOMALY
  }

  private static final String DETECTORS = "/api/detectors/";
  private static final String ANOMALIES = "/api/anomalies/";
  private static final String FEEDBACK = "/feedback";
  private static final String JOBS = "/api/jobs/";
  private static final String PULLS = "/internal/v1/pulls/";
  private static final String STATES = "/internal/v1/detectors/";
  private static final String SUBSCRIBERS = "/internal/v1/subscribers/";
  private static final String WEBHOOKS = "/api/webhooks";

  /**
   * Empty where any replica answers: lists, new detectors, and all that is in the database only.
   */
  static Optional<Target> of(String method, String path) {
    boolean reads = method.equals("GET") || method.equals("HEAD");
    if (path.startsWith(DETECTORS)) {
      String id = first(path, DETECTORS);
      boolean whole = path.length() == DETECTORS.length() + id.length();
      return whole && (reads || method.equals("POST"))
          ? Optional.empty()
          : Optional.of(new Target(Kind.OWNED, id));
    }
    if (path.startsWith(ANOMALIES)) {
      String id = first(path, ANOMALIES);
      return path.startsWith(FEEDBACK, ANOMALIES.length() + id.length())
          ? Optional.of(new Target(Kind.ANOMALY, id))
          : Optional.empty();
    }
    if (path.startsWith(PULLS)) {
      String id = first(path, PULLS);
      return path.length() == PULLS.length() + id.length()
          ? Optional.empty()
          : Optional.of(new Target(Kind.PULL, id));
    }
    if (path.startsWith(STATES)) {
      return Optional.of(new Target(Kind.OWNED, first(path, STATES)));
    }
    if (path.startsWith(SUBSCRIBERS) || (path.startsWith(WEBHOOKS) && !reads)) {
      return Optional.of(new Target(Kind.OWNED, Ownership.DISPATCHER));
    }
    return path.startsWith(JOBS) && !reads
        ? Optional.of(new Target(Kind.JOB, first(path, JOBS)))
        : Optional.empty();
  }

  private static String first(String path, String prefix) {
    int end = path.indexOf('/', prefix.length());
    return path.substring(prefix.length(), end < 0 ? path.length() : end);
  }
}
