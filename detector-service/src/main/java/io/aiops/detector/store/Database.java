package io.aiops.detector.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;
import io.aiops.detector.config.AiopsConfig;
import io.quarkus.agroal.DataSource;
import io.quarkus.flyway.FlywayDataSource;

/**
 * The one way to the database: SQLite in a folder that belongs to this process alone. There is one
 * write connection, so writers queue for it and never meet SQLITE_BUSY; readers see the last
 * commit.
 */
@ApplicationScoped
public class Database {

  private static final Logger LOG = Logger.getLogger(Database.class);
  private static final String DATABASE_FILE = "aiops.db";

  private final AgroalDataSource writer;
  private final AgroalDataSource reader;
  private final Flyway flyway;
  private final Path folder;
  private final List<Runnable> eventListeners = new CopyOnWriteArrayList<>();
  private final AtomicReference<String> lastError = new AtomicReference<>();
  private FileChannel lockFile;
  private String epoch = "";

  public Database(
      @DataSource("sqlite") AgroalDataSource writer,
      @DataSource("sqlite-read") AgroalDataSource reader,
      @FlywayDataSource("sqlite") Flyway flyway,
      AiopsConfig config) {
    this.writer = writer;
    this.reader = reader;
    this.flyway = flyway;
    this.folder = config.dataDir();
  }

  @PostConstruct
  void open() {
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
    flyway.migrate();
    epoch =
        read(
            tx ->
                tx.first("SELECT value FROM meta WHERE name = 'epoch'", row -> row.getString(1))
                    .orElseThrow());
    LOG.infof("Opened the database file=%s epoch=%s", folder.resolve(DATABASE_FILE), epoch);
  }

  @PreDestroy
  void close() throws IOException {
    if (lockFile != null) {
      lockFile.close();
    }
  }

  /** Names this database for as long as it lives. */
  public String epoch() {
    return epoch;
  }

  /** What the last failed transaction said; null after one that succeeded. */
  public String lastError() {
    return lastError.get();
  }

  /** Where the last transaction failed, tries whether one would succeed now. */
  public void probe() {
    if (lastError.get() != null) {
      run(tx -> tx.update("UPDATE meta SET value = value WHERE name = 'epoch'"));
    }
  }

  /** Called after each commit that stored events. */
  public void onEvents(Runnable listener) {
    eventListeners.add(listener);
  }

  /** Runs a query on the last commit. */
  public <T> T read(Function<Tx, T> work) {
    try (Connection connection = reader.getConnection()) {
      return work.apply(new Tx(connection));
    } catch (SQLException e) {
      throw new StorageException(e);
    }
  }

  /** Runs a transaction: all of it is stored, or nothing. */
  public void run(Consumer<Tx> work) {
    write(
        tx -> {
          work.accept(tx);
          return null;
        });
  }

  /** Runs a transaction and answers its result: all of it is stored, or nothing. */
  public <T> T write(Function<Tx, T> work) {
    Tx tx;
    T result;
    try (Connection connection = writer.getConnection()) {
      tx = new Tx(connection);
      execute(connection, "BEGIN IMMEDIATE");
      try {
        result = work.apply(tx);
        tx.events().forEach(event -> insert(tx, event));
        execute(connection, "COMMIT");
        lastError.set(null);
      } catch (RuntimeException | SQLException e) {
        rollback(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      lastError.set(e.getMessage());
      throw new StorageException(e);
    } catch (StorageException e) {
      lastError.set(e.getMessage());
      throw e;
    }
    tx.actionsAfterCommit().forEach(Runnable::run);
    if (!tx.events().isEmpty()) {
      eventListeners.forEach(Runnable::run);
    }
    return result;
  }

  /** An event that stands there already is not announced twice. */
  private static void insert(Tx tx, PendingEvent event) {
    if (tx.number("SELECT count(*) FROM event WHERE id = ?", event.id()) > 0) {
      return;
    }
    tx.update(
        """
        INSERT INTO event (seq, id, type, topic, time, detector_id, data)
        VALUES (?, ?, ?, ?, ?, ?, ?)""",
        tx.next("event"),
        event.id(),
        event.type(),
        event.topic(),
        event.time(),
        event.detectorId(),
        event.data());
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
