package io.aiops.ingest.source.openmetrics;

/** A text is malformed at a position, counted from 1. */
final class SyntaxException extends RuntimeException {

  private final int position;

  SyntaxException(String message, int position) {
    super(message);
    this.position = position;
  }

  int position() {
    return position;
  }
}
