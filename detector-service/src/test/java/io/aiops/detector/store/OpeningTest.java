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
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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

  private static PGSimpleDataSource source(String url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser("postgres");
    source.setPassword("postgres");
    return source;
  }

  private static FluentConfiguration migrations(PGSimpleDataSource source) {
    return Flyway.configure().dataSource(source).locations("db/migration/postgresql");
  }

  private static Database open(PGSimpleDataSource source, Flyway flyway) {
    Database database =
        new Database(new PostgresAdapter(source, flyway, source.getDatabaseName(), "a"));
    database.open();
    return database;
  }

  @Test
  void itIsWaitedForAndAllTablesAreThereInTheEnd() {
    try (TestPostgres server = TestPostgres.start()) {
      String url = "jdbc:" + server.newDatabase();
      PGSimpleDataSource source = source(url);
      Cut cut = new Cut(url);
      Flyway flyway = migrations(source).callbacks(cut).load();
      open(source, flyway).close();
      assertEquals(0, flyway.info().pending().length);
      assertTrue(cut.migrations.get() > flyway.info().applied().length, "one was cut off");
    }
  }

  @Test
  void aStepOfTheStartBeginsAnewOnlyWhenItsConnectionIsCutOff() {
    try (TestPostgres server = TestPostgres.start()) {
      PGSimpleDataSource source = source("jdbc:" + server.newDatabase());
      Database database = open(source, migrations(source).load());
      AtomicInteger attempts = new AtomicInteger();
      database.insist(
          () ->
              database.run(
                  tx -> {
                    if (attempts.incrementAndGet() == 1) {
                      tx.list("SELECT pg_terminate_backend(pg_backend_pid())", row -> "");
                    }
                  }));
      assertEquals(2, attempts.get());
      assertThrows(
          StorageException.class,
          () ->
              database.insist(
                  () -> {
                    attempts.incrementAndGet();
                    database.run(tx -> tx.update("UPDATE nothing SET value = 1"));
                  }));
      assertEquals(3, attempts.get());
      database.close();
    }
  }
}
