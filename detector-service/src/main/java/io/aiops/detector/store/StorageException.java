package io.aiops.detector.store;

import java.sql.SQLException;

/** The database failed or refused; nothing of the transaction was stored. */
public final class StorageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StorageException(SQLException cause) {
    super(cause.getMessage(), cause);
  }

  SQLException sqlException() {
    return (SQLException) getCause();
  }
}
