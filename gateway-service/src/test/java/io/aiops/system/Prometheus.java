package io.aiops.system;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import static org.awaitility.Awaitility.await;

/** A real Prometheus on loopback that scrapes one target every second. */
final class Prometheus implements AutoCloseable {

  private final Path folder;
  private final int port = Service.freePort();
  private Process process;

  Prometheus(Path folder, int target) throws IOException {
    this.folder = Files.createDirectories(folder.resolve("prometheus"));
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s}
        scrape_configs:
          - job_name: demo
            static_configs: [{targets: ['127.0.0.1:%d']}]
        """
            .formatted(target));
  }

  Prometheus start() throws IOException {
    process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + folder.getParent().resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder,
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(new File(folder.getParent() + "/prometheus.log"))
            .start();
    await("Prometheus is ready")
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> Http.get(url() + "/-/ready").status() == 200);
    return this;
  }

  int port() {
    return port;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    stop();
  }

  void stop() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
