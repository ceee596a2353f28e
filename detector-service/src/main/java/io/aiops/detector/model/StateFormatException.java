package io.aiops.detector.model;

import java.io.IOException;

/** A saved state that cannot be read: cut, damaged, of a newer version or of another model. */
public final class StateFormatException extends IOException {

  private static final long serialVersionUID = 1;

  /** Says what is wrong and what to do. */
  public StateFormatException(String message) {
    super(message);
  }

  /** Says what is wrong and what to do. */
  public StateFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
