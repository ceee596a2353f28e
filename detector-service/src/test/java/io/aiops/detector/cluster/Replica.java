package io.aiops.detector.cluster;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.aiops.detector.store.TestPostgres;
import io.restassured.specification.RequestSpecification;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

/** The packaged service in a process of its own, on a database that it shares with others. */
final class Replica implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final int port;
  private final Process process;

  private Replica(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  static Replica start(String database, Path folder) throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    File log = folder.resolve("replica-" + port + ".log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                "target/quarkus-app/quarkus-run.jar")
            .redirectErrorStream(true)
            .redirectOutput(log);
    builder
        .environment()
        .putAll(
            Map.of(
                "DETECTOR_PORT", Integer.toString(port),
                "DATA_DIR", folder.toString(),
                "AIOPS_ENDPOINT", "http://127.0.0.1:" + port));
    builder.environment().putAll(TestPostgres.environment(database));
    return new Replica(port, builder.start());
  }

  Replica awaitReady() {
    await(url() + " is ready")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> call().get("/q/health/ready").statusCode() == 200);
    return this;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  RequestSpecification call() {
    return given().baseUri(url()).port(port);
  }

  RequestSpecification json(String body) {
    return call().contentType("application/json").body(body);
  }

  /** Ends it like a power cut. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Asks it to end, and waits until it has. */
  void stop() {
    process.destroy();
    process.onExit().join();
  }

  /** Stops its clock, so to say: it does nothing until {@link #resume}. */
  void pause() {
    signal("STOP");
  }

  void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
