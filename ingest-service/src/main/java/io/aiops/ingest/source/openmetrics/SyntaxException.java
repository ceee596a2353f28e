package io.aiops.ingest.source.openmetrics;

/** A text is malformed at a position, counted from 1. */
public final class SyntaxException extends RuntimeException {

  private final int position;

  /** A fault at a position, counted from 1. */
  public SyntaxException(String message, int position) {
    super(message);
    this.position = position;
  }

  /** Where, counted from 1. */
  public int position() {
    return position;
  }
}
