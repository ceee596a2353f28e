package io.aiops.system;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** Databases of a real PostgreSQL on a free port of the loopback. */
final class PostgresDatabases implements ChaosDatabase {

  private static final String USER = "postgres";

  private final EmbeddedPostgres server;

  private PostgresDatabases(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Starts a server whose commits survive a kill, as outside of tests. */
  static PostgresDatabases start(Path folder) throws IOException {
    return new PostgresDatabases(
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("postgres").toAbsolutePath())
            .setServerConfig("synchronous_commit", "on")
            .start());
  }

  @Override
  public Map<String, String> environment(String name, Path folder) {
    return Map.of(
        "DATABASE_URL",
        "postgresql://127.0.0.1:" + server.getPort() + "/" + name,
        "DATABASE_USER",
        USER,
        "DATABASE_PASSWORD",
        USER);
  }

  @Override
  public void create(String name) throws IOException {
    execute("CREATE DATABASE " + name);
  }

  @Override
  public void copy(String from, Path fromFolder, String to, Path toFolder) throws IOException {
    execute("CREATE DATABASE " + to + " TEMPLATE " + from);
  }

  private void execute(String sql) throws IOException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
