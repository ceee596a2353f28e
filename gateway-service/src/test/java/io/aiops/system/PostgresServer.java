package io.aiops.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.awaitility.Awaitility.await;

/** A real PostgreSQL on a free port of the loopback, which can be killed and restarted. */
final class PostgresServer implements ChaosDatabase {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String USER = "postgres";
  private static final boolean ROOT = System.getProperty("user.name").equals("root");

  private final Path folder;
  private final int port;
  private final List<String> command = new ArrayList<>();
  private final EmbeddedPostgres server;

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

  int port() {
    return port;
  }

  @Override
  public Map<String, String> environment(String name) {
    return environment(name, port);
  }

  /** The same for a database that is reached by way of another port. */
  Map<String, String> environment(String name, int port) {
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

  /** The second column of a query's rows by the first. */
  Map<String, String> pairs(String name, String sql) throws IOException {
    Map<String, String> pairs = new HashMap<>();
    try (Connection connection = server.getDatabase(USER, name).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        pairs.put(rows.getString(1), rows.getString(2));
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
    return pairs;
  }

  /** Ends it like a power cut. */
  void kill() {
    ProcessHandle postmaster = postmaster();
    List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
    all.add(postmaster);
    ProcessHandle.Info info = postmaster.info();
    command.clear();
    if (ROOT) {
      // The server refuses to run as root, but not as the nobody of a user namespace.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(info.command().orElseThrow());
    command.addAll(List.of(info.arguments().orElseThrow()));
    all.forEach(ProcessHandle::destroyForcibly);
    await().atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  private ProcessHandle postmaster() {
    try {
      String pid = Files.readAllLines(folder.resolve("postgres/postmaster.pid")).get(0).strip();
      return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts it again after a kill on the same port, with what was committed before. */
  void restart() {
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("postgres.log").toFile())
          .start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              DriverManager.getConnection(url, USER, USER).close();
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
