package io.aiops.detector.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/** What differs between the databases; all SQL of the stores is the same text on each of them. */
interface DatabaseAdapter {

  /** Takes possession as far as the database asks for it, and brings its tables up to date. */
  void open();

  void close();

  /** Where the data is, without credentials. */
  String description();

  /** A connection for queries, each of which sees the last commit. */
  Connection reading() throws SQLException;

  /** A connection for one transaction. */
  Connection writing() throws SQLException;

  void begin(Connection connection) throws SQLException;

  void commit(Connection connection) throws SQLException;

  void rollback(Connection connection) throws SQLException;

  /** What follows a SELECT of a row that the transaction is going to change. */
  String forUpdate();

  /** A parameter in the form that the driver and the database take. */
  Object parameter(Object value);

  /** Tells other processes on the same database, with the commit of this transaction. */
  void tell(Tx tx, News news);

  /** Calls back from now on when another process has told something; may call for nothing. */
  void listen(Consumer<News> listener);

  /** Whether a failure says that nothing can be stored now, and not only this. */
  boolean unavailable(SQLException failure);

  /** Whether a failure says that the connection ended, or the server is on its way down or up. */
  boolean brokeOff(Throwable failure);

  /** A cheap try whether the database answers; one that cannot go away need not be asked. */
  void ping() throws SQLException;
}
