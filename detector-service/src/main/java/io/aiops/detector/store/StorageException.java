package io.aiops.detector.store;

/** The database failed or refused; nothing of the transaction was stored. */
public final class StorageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StorageException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
