package io.aiops.detector.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One open transaction, and the small JDBC helper that all stores use. */
public final class Tx {

  /** Reads one row. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final DatabaseAdapter adapter;
  private final List<PendingEvent> events = new ArrayList<>();
  private final Set<News> news = EnumSet.noneOf(News.class);
  private final List<Runnable> afterCommit = new ArrayList<>();

  Tx(Connection connection, DatabaseAdapter adapter) {
    this.connection = connection;
    this.adapter = adapter;
  }

  /** Announces an event; it is numbered and stored last in this transaction. */
  public void emit(PendingEvent event) {
    events.add(event);
  }

  /** Runs when, and only when, this transaction has been committed. */
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  /** Tells whoever waits for it, here and in other processes, when this has been committed. */
  public void tell(News what) {
    if (news.add(what)) {
      adapter.tell(this, what);
    }
  }

  Set<News> news() {
    return news;
  }

  List<PendingEvent> events() {
    return events;
  }

  List<Runnable> actionsAfterCommit() {
    return afterCommit;
  }

  /** All rows of a query. */
  public <T> List<T> list(String sql, RowReader<T> reader, Object... parameters) {
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> result = new ArrayList<>();
      while (rows.next()) {
        result.add(reader.read(rows));
      }
      return result;
    } catch (SQLException e) {
      throw new StorageException(e);
    }
  }

  /** The first row of a query, if there is one. */
  public <T> Optional<T> first(String sql, RowReader<T> reader, Object... parameters) {
    List<T> rows = list(sql, reader, parameters);
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
  }

  /**
   * The first row of a query on one table, locked: nobody changes it before this transaction ends.
   * Whoever reads a row in order to change it takes this way.
   */
  public <T> Optional<T> firstForUpdate(String sql, RowReader<T> reader, Object... parameters) {
    return first(sql + adapter.forUpdate(), reader, parameters);
  }

  /** The single number that a query answers. */
  public long number(String sql, Object... parameters) {
    return first(sql, row -> row.getLong(1), parameters)
        .orElseThrow(() -> new IllegalStateException("no row for: " + sql));
  }

  /** Runs an INSERT, UPDATE or DELETE and answers the number of rows it touched. */
  public int update(String sql, Object... parameters) {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new StorageException(e);
    }
  }

  /** Counts a named sequence up by one; its row stays locked until the commit. */
  public long next(String sequence) {
    return number(
        "UPDATE sequence_number SET value = value + 1 WHERE name = ? RETURNING value", sequence);
  }

  private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, adapter.parameter(parameters[i]));
    }
    return statement;
  }

  /** A nullable time column. */
  public static Instant time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
