package io.aiops.detector.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.flywaydb.core.Flyway;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;

/** Both databases, opened once each, so that a store's test runs the same cases on both. */
public enum TestDatabase {
  SQLITE {
    @Override
    Database open() throws Exception {
      Path folder = Files.createTempDirectory(Path.of("target"), "sqlite");
      String url = "jdbc:sqlite:" + folder.resolve("aiops.db");
      AgroalDataSource writer =
          pool(url + "?journal_mode=WAL&foreign_keys=true", "org.sqlite.JDBC", 1);
      AgroalDataSource reader = pool(url, "org.sqlite.JDBC", 8);
      return opened(new SqliteAdapter(writer, reader, tables(writer, "sqlite"), folder));
    }
  },
  POSTGRESQL {
    @Override
    Database open() throws Exception {
      TestPostgres server = TestPostgres.start();
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      return postgres(server.newDatabase());
    }
  };

  private static final Map<TestDatabase, Database> OPEN = new ConcurrentHashMap<>();

  abstract Database open() throws Exception;

  /** The database of this kind that all tests share; each test uses rows of its own. */
  public Database database() {
    return OPEN.computeIfAbsent(
        this,
        kind -> {
          try {
            return kind.open();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** A further process' view of a PostgreSQL database. */
  public static Database postgres(String url) throws SQLException {
    AgroalDataSource source =
        pool("jdbc:" + url + "?socketTimeout=15", "org.postgresql.Driver", 10);
    return opened(
        new PostgresAdapter(
            source, tables(source, "postgresql"), url, UUID.randomUUID().toString()));
  }

  /** A row that others refer to. */
  public static String detector(Database database) {
    String id = "detector-" + UUID.randomUUID();
    database.run(
        tx ->
            tx.update(
                """
                INSERT INTO detector (id, name, model, definition, searchable, status, provisioned,
                  created_at, updated_at, version)
                VALUES (?, ?, 'auto', '{"name":"a"}', '', 'created', ?, 0, 0, 1)""",
                id,
                id,
                false));
    return id;
  }

  private static Database opened(DatabaseAdapter adapter) {
    Database database = new Database(adapter);
    database.open();
    return database;
  }

  private static Flyway tables(AgroalDataSource source, String vendor) {
    return Flyway.configure().dataSource(source).locations("db/migration/" + vendor).load();
  }

  private static AgroalDataSource pool(String url, String driver, int size) throws SQLException {
    return AgroalDataSource.from(
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(
                pool ->
                    pool.maxSize(size)
                        .acquisitionTimeout(Duration.ofSeconds(10))
                        .connectionFactoryConfiguration(
                            factory ->
                                factory
                                    .jdbcUrl(url)
                                    .connectionProviderClassName(driver)
                                    .principal(new NamePrincipal("postgres"))
                                    .credential(new SimplePassword("postgres")))));
  }
}
