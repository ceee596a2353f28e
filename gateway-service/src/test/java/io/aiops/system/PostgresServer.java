package io.aiops.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.awaitility.Awaitility.await;

/** A real PostgreSQL on a free port of the loopback, which can be killed and restarted. */
final class PostgresServer implements ChaosDatabase {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String USER = "postgres";

  private final Path folder;
  private final int port;
  private EmbeddedPostgres server;

  PostgresServer(Path folder) throws IOException {
    this.folder = folder;
    this.server = builder().start();
    this.port = server.getPort();
  }

  /** What is committed survives a kill, as it does outside of tests. */
  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.resolve("postgres").toAbsolutePath())
        .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
        .setCleanDataDirectory(false)
        .setServerConfig("synchronous_commit", "on")
        .setPGStartupWait(PATIENCE);
  }

  @Override
  public void create(String name) throws IOException {
    execute("CREATE DATABASE " + name);
  }

  @Override
  public Map<String, String> environment(String name) {
    return Map.of(
        "DATABASE_URL",
        "postgresql://127.0.0.1:" + port + "/" + name,
        "DATABASE_USER",
        USER,
        "DATABASE_PASSWORD",
        USER);
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

  /** Ends it like a power cut. */
  void kill() {
    try {
      String pid = Files.readAllLines(folder.resolve("postgres/postmaster.pid")).get(0).strip();
      ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
      List<ProcessHandle> children = postmaster.descendants().toList();
      postmaster.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
      await().atMost(PATIENCE).until(() -> !postmaster.isAlive());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts it again on the same port, with what was committed before. */
  void restart() {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              server = builder().setPort(port).start();
              return true;
            });
  }

  @Override
  public Map<String, Runnable> disturbances() {
    return Map.of(
        "kill postgres",
        () -> {
          kill();
          restart();
        });
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
