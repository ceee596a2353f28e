package io.aiops.system;

import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/**
 * A packaged service in a process of its own, on the JVM; with the property {@code
 * services.native=true} the native executable.
 */
final class Service implements AutoCloseable {

  private static final boolean NATIVE = Boolean.getBoolean("services.native");
  private static final Duration START = Duration.ofMinutes(3);
  private static final long STOP_SECONDS = 20;

  private static final int LOWEST_PORT = 10_000;
  private static final int HIGHEST_PORT = 30_000;

  /** Lines of the log that are told where a process ended by itself. */
  private static final int LAST_LINES = 30;

  private final String name;
  private final int port;
  private final Map<String, String> environment;
  private final Path log;
  private String heap = "256m";
  private boolean natively = NATIVE;
  private Process process;

  Service(String name, int port, Map<String, String> environment, Path folder) {
    this.name = name;
    this.port = port;
    this.environment = new HashMap<>(environment);
    this.log = folder.resolve(name + ".log");
  }

  /** Changes its environment, from its next start on. */
  Service set(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Heap of its next start, as {@code -Xmx} takes it. */
  Service heap(String size) {
    heap = size;
    return this;
  }

  /** Whether its next start is of the native executable. */
  Service natively(boolean yes) {
    natively = yes;
    return this;
  }

  /** A port that no outgoing connection takes before it is used: below the range of those. */
  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Taken: another one.
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  Service start() {
    List<String> command = natively ? List.of(executable()) : List.of(java(), "-jar", jar());
    command = new ArrayList<>(command);
    command.add(1, "-Xmx" + heap);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())));
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  private String jar() {
    Path jar = target().resolve("quarkus-app/quarkus-run.jar");
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar + " is missing; package " + name + " first");
    }
    return jar.toString();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private String executable() {
    return findExecutable()
        .orElseThrow(() -> new IllegalStateException("no native executable in " + target()))
        .toString();
  }

  /** Whether there is a native executable of it. */
  boolean compiled() {
    return findExecutable().isPresent();
  }

  private Optional<Path> findExecutable() {
    try (Stream<Path> files = Files.list(target())) {
      return files.filter(file -> file.toString().endsWith("-runner")).findFirst();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path target() {
    return Path.of("../" + name + "/target").toAbsolutePath().normalize();
  }

  Service awaitReady() {
    return awaitReady(Duration.ofMillis(100));
  }

  /** The same, asking whether it is ready so often. */
  Service awaitReady(Duration poll) {
    await(name + " is ready, see " + log).pollInterval(poll).atMost(START).until(this::ready);
    return this;
  }

  private boolean ready() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          name + " ended with " + process.exitValue() + " and these last words:\n" + lastWords());
    }
    try {
      return Http.get(url() + "/q/health/ready").status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "none, for " + log + " cannot be read";
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  /** Asks it to end, and waits until it has. */
  void stop() {
    askToStop();
    awaitEnd();
  }

  void askToStop() {
    process.destroy();
  }

  void awaitEnd() {
    end(process);
  }

  /** Ends it like a power cut. */
  void kill() {
    end(process.destroyForcibly());
  }

  /** Stops its time, as a suspended machine does. */
  void freeze() {
    signal("STOP");
  }

  /** Lets its time go on. */
  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      end(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lines of its log that contain a text. */
  List<String> said(String text) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(text)).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the process runs. */
  boolean alive() {
    return process != null && process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  Path log() {
    return log;
  }

  String name() {
    return name;
  }

  private void end(Process ending) {
    try {
      if (!ending.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        ending.destroyForcibly();
        throw new IllegalStateException(name + " does not stop, see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      process.destroyForcibly();
    }
  }
}
