package io.aiops.detector.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.awaitility.Awaitility.await;

/**
 * A real PostgreSQL for tests, on a free port of the loopback, which can be killed and restarted.
 */
public final class TestPostgres implements AutoCloseable {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String USER = "postgres";
  private static final boolean ROOT = System.getProperty("user.name").equals("root");

  private final AtomicInteger databases = new AtomicInteger();
  private final List<String> command = new ArrayList<>();
  private final Path folder;
  private final int port;
  private EmbeddedPostgres server;

  private TestPostgres(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  public static TestPostgres start() {
    try {
      Path folder = Files.createTempDirectory(Path.of("target"), "postgres");
      EmbeddedPostgres server = builder(folder).start();
      TestPostgres started = new TestPostgres(folder, server.getPort());
      started.server = server;
      return started;
    } catch (IOException e) {
      throw new IllegalStateException("PostgreSQL does not start", e);
    }
  }

  /** One that another class loader has started. */
  static TestPostgres at(Path folder, int port) {
    return new TestPostgres(folder, port);
  }

  Path folder() {
    return folder;
  }

  int port() {
    return port;
  }

  /** What is committed survives a kill, as it does outside of tests. */
  private static EmbeddedPostgres.Builder builder(Path folder) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.resolve("data").toAbsolutePath())
        .setCleanDataDirectory(false)
        .setServerConfig("synchronous_commit", "on")
        .setPGStartupWait(SOON);
  }

  /** Makes an empty database and answers its address, as {@code DATABASE_URL} takes it. */
  public String newDatabase() {
    String name = "aiops_" + databases.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return "postgresql://127.0.0.1:" + port + "/" + name;
  }

  /** Environment of a service that uses this database. */
  public static Map<String, String> environment(String url) {
    return Map.of("DATABASE_URL", url, "DATABASE_USER", USER, "DATABASE_PASSWORD", USER);
  }

  /** Configuration of a service that uses this database. */
  public static Map<String, String> configuration(String url) {
    return Map.of(
        "aiops.database.url", url,
        "aiops.database.user", USER,
        "aiops.database.password", USER);
  }

  /** Ends it like a power cut. */
  public void kill() {
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
    await().atMost(SOON).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  private ProcessHandle postmaster() {
    try {
      String pid = Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0).strip();
      return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts it again after a kill on the same port, with what was committed before. */
  public void restart() {
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("restart.log").toFile())
          .start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(
            () -> {
              String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
              DriverManager.getConnection(url, USER, USER).close();
              return true;
            });
  }

  @Override
  public void close() {
    try {
      server.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
