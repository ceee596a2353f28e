package io.aiops.detector.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.function.Consumer;
import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * SQLite in a folder that belongs to this process alone. There is one write connection, so writers
 * queue for it and never meet SQLITE_BUSY; readers see the last commit.
 */
final class SqliteAdapter implements DatabaseAdapter {

  private static final String DATABASE_FILE = "aiops.db";

  private final DataSource writer;
  private final DataSource reader;
  private final Flyway flyway;
  private final Path folder;
  private FileChannel lockFile;

  SqliteAdapter(DataSource writer, DataSource reader, Flyway flyway, Path folder) {
    this.writer = writer;
    this.reader = reader;
    this.flyway = flyway;
    this.folder = folder;
  }

  @Override
  public void open() {
    try {
      Files.createDirectories(folder);
      lockFile =
          FileChannel.open(
              folder.resolve("aiops.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = lockFile.tryLock();
      if (lock == null) {
        throw new IllegalStateException(
            "The data folder " + folder.toAbsolutePath() + " is in use by another process.");
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "The data folder " + folder.toAbsolutePath() + " cannot be used: " + e.getMessage(), e);
    }
    try {
      flyway.migrate();
    } catch (FlywayException e) {
      close();
      throw new IllegalStateException(
          "The database " + description() + " cannot be opened: " + reason(e), e);
    }
  }

  private static String reason(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last.getMessage();
  }

  @Override
  public void close() {
    try {
      if (lockFile != null) {
        lockFile.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String description() {
    return folder.resolve(DATABASE_FILE).toString();
  }

  @Override
  public Connection reading() throws SQLException {
    return reader.getConnection();
  }

  @Override
  public Connection writing() throws SQLException {
    return writer.getConnection();
  }

  @Override
  public void begin(Connection connection) throws SQLException {
    execute(connection, "BEGIN IMMEDIATE");
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    execute(connection, "COMMIT");
  }

  @Override
  public void rollback(Connection connection) throws SQLException {
    execute(connection, "ROLLBACK");
  }

  /** The transaction holds the whole database already. */
  @Override
  public String forUpdate() {
    return "";
  }

  @Override
  public Object parameter(Object value) {
    return value instanceof Instant time ? time.toEpochMilli() : value;
  }

  /** There is no other process. */
  @Override
  public void tell(Tx tx, News news) {}

  @Override
  public void listen(Consumer<News> listener) {}

  @Override
  public boolean unavailable(SQLException failure) {
    return true;
  }

  /** A file does not come back by waiting. */
  @Override
  public boolean brokeOff(Throwable failure) {
    return false;
  }

  @Override
  public void ping() {}

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
