package io.aiops.ingest.source;

import java.util.Locale;

/** Why a source gave no points. */
public enum FailureCode {
  /** It cannot be reached, refuses the credentials, is starting or is overloaded. */
  SOURCE_UNREACHABLE,
  /** It refuses the query. */
  QUERY_REJECTED,
  /** It did not answer in time. */
  TIMEOUT,
  /** It answered, but says that a part of the data is missing. */
  PARTIAL,
  /** Its answer is not what its interface promises, or is too large. */
  BAD_ANSWER,
  /** This service cannot do what was asked for. */
  UNSUPPORTED;

  /** The name between the services. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
