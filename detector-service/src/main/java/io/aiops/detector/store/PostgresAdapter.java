package io.aiops.detector.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;

import org.flywaydb.core.Flyway;

/**
 * PostgreSQL, shared with other processes. Transactions run side by side at READ COMMITTED; what
 * must not, locks a row first.
 */
final class PostgresAdapter implements DatabaseAdapter {

  /**
   * Classes of SQLSTATE that concern one transaction only: bad data, broken rules, lost races, and
   * limits of size.
   */
  private static final Set<String> OF_ONE_TRANSACTION = Set.of("22", "23", "40", "54");

  /** Classes of SQLSTATE that say that the connection or the server has ended. */
  private static final Set<String> BROKEN_OFF = Set.of("08", "57");

  private final DataSource source;
  private final Flyway flyway;
  private final String address;
  private final PostgresListener listener;

  /**
   * @param address for the log, without credentials
   * @param instance names this process among those on the same database
   */
  PostgresAdapter(DataSource source, Flyway flyway, String address, String instance) {
    this.source = source;
    this.flyway = flyway;
    this.address = address;
    this.listener = new PostgresListener(source, instance);
  }

  @Override
  public void open() {
    flyway.migrate();
  }

  @Override
  public boolean brokeOff(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        String state = sql.getSQLState();
        return state == null || state.length() < 2 || BROKEN_OFF.contains(state.substring(0, 2));
      }
    }
    return false;
  }

  @Override
  public void close() {
    listener.close();
  }

  @Override
  public String description() {
    return address;
  }

  @Override
  public Connection reading() throws SQLException {
    return source.getConnection();
  }

  @Override
  public Connection writing() throws SQLException {
    return source.getConnection();
  }

  @Override
  public void begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    connection.commit();
    connection.setAutoCommit(true);
  }

  @Override
  public void rollback(Connection connection) throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }

  @Override
  public String forUpdate() {
    return " FOR UPDATE";
  }

  /** Text here cannot hold U+0000, which JSON and SQLite can: a replacement takes its place. */
  @Override
  public Object parameter(Object value) {
    if (value instanceof Instant time) {
      return time.toEpochMilli();
    }
    return value instanceof String text && text.indexOf('\0') >= 0
        ? text.replace('\0', '\uFFFD')
        : value;
  }

  @Override
  public void tell(Tx tx, News news) {
    listener.tell(tx, news);
  }

  @Override
  public void listen(Consumer<News> told) {
    listener.start(told);
  }

  @Override
  public boolean unavailable(SQLException failure) {
    String state = failure.getSQLState();
    return state == null
        || state.length() < 2
        || !OF_ONE_TRANSACTION.contains(state.substring(0, 2));
  }

  @Override
  public void ping() throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }
}
