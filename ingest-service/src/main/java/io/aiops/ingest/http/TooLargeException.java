package io.aiops.ingest.http;

import java.io.IOException;

/** A body is longer than this service reads. */
public final class TooLargeException extends IOException {

  public TooLargeException(long limit) {
    super("the answer is longer than " + limit + " bytes");
  }
}
