package io.aiops.detector.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;

import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * NOTIFY and LISTEN: how replicas hear of each other's commits at once. It is a hint only; whoever
 * waits polls too, so that a lost one costs a moment.
 */
final class PostgresListener {

  private static final Logger LOG = Logger.getLogger(PostgresListener.class);
  private static final String CHANNEL = "aiops";

  /** How long to wait for the next notification before looking whether to end. */
  private static final int WAIT_MILLIS = 1000;

  /** Waits after which the connection is tried, because a dead one only keeps silent. */
  private static final int WAITS_PER_TRY = 10;

  private static final int TRY_SECONDS = 3;

  private final DataSource source;
  private final String instance;
  private final CountDownLatch ended = new CountDownLatch(1);

  PostgresListener(DataSource source, String instance) {
    this.source = source;
    this.instance = instance;
  }

  void tell(Tx tx, News news) {
    tx.list("SELECT pg_notify(?, ?)", row -> "", CHANNEL, news.name() + " " + instance);
  }

  void start(Consumer<News> told) {
    Thread thread = new Thread(() -> follow(told), "database-listener");
    thread.setDaemon(true);
    thread.start();
  }

  void close() {
    ended.countDown();
  }

  private void follow(Consumer<News> told) {
    boolean failing = false;
    try {
      do {
        try (Connection connection = source.getConnection()) {
          listen(connection);
          failing = false;
          for (News missed : News.values()) {
            told.accept(missed);
          }
          receive(connection, told);
        } catch (SQLException | RuntimeException e) {
          if (!failing) {
            LOG.warnf("Waiting for the database to tell its news again: %s", e.getMessage());
          }
          failing = true;
        }
      } while (!ended.await(WAIT_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN " + CHANNEL);
    }
  }

  private void receive(Connection connection, Consumer<News> told) throws SQLException {
    PGConnection channel = connection.unwrap(PGConnection.class);
    for (int waits = 1; ended.getCount() > 0; waits++) {
      PGNotification[] notifications = channel.getNotifications(WAIT_MILLIS);
      if (notifications != null) {
        for (PGNotification notification : notifications) {
          pass(notification.getParameter(), told);
        }
      }
      if (waits % WAITS_PER_TRY == 0 && !connection.isValid(TRY_SECONDS)) {
        throw new SQLException("the connection is dead");
      }
    }
  }

  private void pass(String message, Consumer<News> told) {
    int space = message.indexOf(' ');
    if (space < 0 || message.substring(space + 1).equals(instance)) {
      return;
    }
    for (News news : News.values()) {
      if (news.name().equals(message.substring(0, space))) {
        told.accept(news);
      }
    }
  }
}
