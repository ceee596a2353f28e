package io.aiops.detector.store;

import java.util.UUID;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.flywaydb.core.Flyway;

import io.agroal.api.AgroalDataSource;
import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.config.DatabaseAddress;
import io.quarkus.agroal.DataSource;
import io.quarkus.flyway.FlywayDataSource;

/** Chooses the database: PostgreSQL where its address is configured, else SQLite. */
class Adapters {

  /** Only what is asked of an {@code Instance} is made: the other database need not exist. */
  @Produces
  @Singleton
  DatabaseAdapter adapter(
      AiopsConfig config,
      @DataSource("sqlite") Instance<AgroalDataSource> writer,
      @DataSource("sqlite-read") Instance<AgroalDataSource> reader,
      @FlywayDataSource("sqlite") Instance<Flyway> sqliteTables,
      @DataSource("postgresql") Instance<AgroalDataSource> postgres,
      @FlywayDataSource("postgresql") Instance<Flyway> postgresTables) {
    return DatabaseAddress.of(config.database())
        .<DatabaseAdapter>map(
            address ->
                new PostgresAdapter(
                    postgres.get(),
                    postgresTables.get(),
                    address.url(),
                    UUID.randomUUID().toString()))
        .orElseGet(
            () ->
                new SqliteAdapter(
                    writer.get(), reader.get(), sqliteTables.get(), config.dataDir()));
  }
}
