package io.aiops.detector.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

/** The one way to the database, whichever it is. */
@ApplicationScoped
public class Database {

  private static final Logger LOG = Logger.getLogger(Database.class);

  private static final int ATTEMPTS = 12;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

  private final DatabaseAdapter adapter;
  private final Map<News, List<Runnable>> listeners = new EnumMap<>(News.class);
  private final AtomicReference<String> lastError = new AtomicReference<>();
  private String epoch = "";

  Database(DatabaseAdapter adapter) {
    this.adapter = adapter;
    for (News news : News.values()) {
      listeners.put(news, new CopyOnWriteArrayList<>());
    }
  }

  @PostConstruct
  void open() {
    insist(
        () -> {
          adapter.open();
          epoch = read(Database::epochOf);
        });
    adapter.listen(this::pass);
    LOG.infof("Opened the database at=%s epoch=%s", adapter.description(), epoch);
  }

  private static String epochOf(Tx tx) {
    return tx.first("SELECT value FROM meta WHERE name = 'epoch'", row -> row.getString(1))
        .orElseThrow();
  }

  /**
   * Does a step of the start, and begins it anew for a minute as often as the database goes away
   * amid it: a process that ended for this would only be started again.
   */
  public void insist(Runnable step) {
    for (int attempt = 1; ; attempt++) {
      try {
        step.run();
        return;
      } catch (RuntimeException e) {
        if (attempt == ATTEMPTS || !adapter.brokeOff(e)) {
          throw e;
        }
        LOG.warnf("The database went away amid the start; trying again: %s", e.getMessage());
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted amid the start", e);
    }
  }

  @PreDestroy
  void close() {
    adapter.close();
  }

  /** Names this database for as long as it lives. */
  public String epoch() {
    return epoch;
  }

  /** What the last failed transaction said; null after one that succeeded. */
  public String lastError() {
    return lastError.get();
  }

  /**
   * Tries whether the database answers, and, where the last transaction failed, whether one would
   * succeed now.
   */
  public void probe() {
    if (lastError.get() != null) {
      run(tx -> tx.update("UPDATE meta SET value = value WHERE name = 'epoch'"));
      return;
    }
    try {
      adapter.ping();
    } catch (SQLException e) {
      throw failed(e, new StorageException(e));
    }
  }

  /** Called after each commit that told the news, here or in another process. */
  public void on(News news, Runnable listener) {
    listeners.get(news).add(listener);
  }

  private void pass(News news) {
    listeners.get(news).forEach(Runnable::run);
  }

  /** Runs a query on the last commit. */
  public <T> T read(Function<Tx, T> work) {
    try (Connection connection = adapter.reading()) {
      return work.apply(new Tx(connection, adapter));
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
    try (Connection connection = adapter.writing()) {
      tx = new Tx(connection, adapter);
      result = transact(connection, tx, work);
      lastError.set(null);
    } catch (SQLException e) {
      throw failed(e, new StorageException(e));
    } catch (StorageException e) {
      throw failed(e.sqlException(), e);
    }
    tx.actionsAfterCommit().forEach(Runnable::run);
    tx.news().forEach(this::pass);
    return result;
  }

  private <T> T transact(Connection connection, Tx tx, Function<Tx, T> work) throws SQLException {
    adapter.begin(connection);
    boolean committed = false;
    try {
      T result = work.apply(tx);
      Numbering.store(tx);
      adapter.commit(connection);
      committed = true;
      return result;
    } finally {
      if (!committed) {
        rollback(connection);
      }
    }
  }

  /** Whatever this fails at, the database undoes when the connection breaks. */
  private void rollback(Connection connection) {
    try {
      adapter.rollback(connection);
    } catch (SQLException e) {
      LOG.debugf("A transaction could not be rolled back: %s", e.getMessage());
    }
  }

  private StorageException failed(SQLException cause, StorageException failure) {
    if (adapter.unavailable(cause)) {
      lastError.set(failure.getMessage());
    }
    return failure;
  }
}
