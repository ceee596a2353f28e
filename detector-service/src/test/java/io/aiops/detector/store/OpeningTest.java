package io.aiops.detector.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** PostgreSQL goes away just while a process starts on it. */
class OpeningTest {

  /** Ends all connections of the database before the first migration, once. */
  private static final class Cut extends BaseCallback {
    private final String url;
    private final AtomicInteger migrations = new AtomicInteger();

    Cut(String url) {
      this.url = url;
    }

    @Override
    public boolean supports(Event event, Context context) {
      return event == Event.BEFORE_EACH_MIGRATE;
    }

    @Override
    public void handle(Event event, Context context) {
      if (migrations.getAndIncrement() > 0) {
        return;
      }
      try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
          Statement statement = connection.createStatement()) {
        statement.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void itIsWaitedForAndAllTablesAreThereInTheEnd() {
    try (TestPostgres server = TestPostgres.start()) {
      String url = "jdbc:" + server.newDatabase();
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setUrl(url);
      source.setUser("postgres");
      source.setPassword("postgres");
      Cut cut = new Cut(url);
      Flyway flyway =
          Flyway.configure()
              .dataSource(source)
              .locations("db/migration/postgresql")
              .callbacks(cut)
              .load();
      new PostgresAdapter(source, flyway, url, "a").open();
      assertEquals(0, flyway.info().pending().length);
      assertTrue(cut.migrations.get() > flyway.info().applied().length, "one was cut off");
    }
  }
}
