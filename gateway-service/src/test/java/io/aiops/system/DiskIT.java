package io.aiops.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A disk that is full, and one that cannot be written to. */
@Tag("long")
class DiskIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MEGABYTES = 12;
  private static final int LARGER_MEGABYTES = 48;

  /** Something that happens while the product runs. */
  private interface Step {
    void on(Product product) throws IOException;
  }

  @TempDir Path folder;

  @BeforeEach
  void needsTheRightToMount() {
    Assumptions.assumeTrue(Disk.possible(), "no right to mount a small disk");
  }

  @Test
  void onAFullDiskNothingIsAnsweredThatIsNotStoredAndAllIsCaughtUpWhenThereIsRoom()
      throws IOException {
    try (Disk disk = Disk.mount(data(), MEGABYTES)) {
      failAndRecover("full", product -> disk.fill(), product -> disk.free());
    }
  }

  @Test
  void onADiskThatTurnsReadOnlyNothingIsAnsweredThatIsNotStoredAndAllIsCaughtUpOnceItIsRepaired()
      throws IOException {
    Path image = folder.resolve("image");
    Disk disk = Disk.mountImage(data(), image, LARGER_MEGABYTES);
    try {
      failAndRecover(
          "I/O error",
          product -> disk.fail(),
          product -> {
            product.detector.kill();
            disk.close();
            Disk.mountAgain(data(), image);
            product.detector.start().awaitReady();
          });
    } finally {
      disk.close();
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private void failAndRecover(String reason, Step fail, Step recover) throws IOException {
    try (Exporter exporter = new Exporter();
        Prometheus prometheus = new Prometheus(folder, exporter.port()).start();
        Product product =
            new Product(
                folder,
                Map.of(
                    "SELF_WATCH", "false",
                    "AIOPS_HISTORY", "1m",
                    "PROMETHEUS_URL", prometheus.url()))) {
      product.detector.set("DATA_DIR", data().toString());
      product.start();
      Knowledge knowledge = new Knowledge(product.detector.url());
      String pulled = Outages.define(product.detector, "load", "demo_load");
      String pushed =
          Http.post(product.api() + "/detectors", "{\"name\":\"pushed\"}")
              .json()
              .get("id")
              .asText();
      String detect = product.api() + "/detectors/" + pushed + "/detect";
      assertEquals(200, Http.post(detect, "{\"value\":1}").status());
      await("points come in").atMost(PATIENCE).until(() -> knowledge.states().size() > 3);
      Map<String, JsonNode> before = knowledge.states();

      fail.on(product);
      exporter.disturb("b", 90);
      Outages.awaitHealth(product.detector, pulled, "\"storage\"");
      assertTrue(Outages.health(product.detector, pulled).contains(reason));
      assertTrue(Http.get(product.detector.url() + "/q/health/ready").text().contains("\"error\""));
      Http.Answer refused = Http.post(detect, "{\"value\":2}");
      assertEquals(503, refused.status(), refused.text());
      assertTrue(refused.text().contains(reason), refused.text());
      assertEquals(503, Http.post(product.api() + "/detectors", "{\"name\":\"more\"}").status());
      assertEquals(200, Http.get(product.api() + "/detectors").status());
      assertEquals(200, Http.get(product.api() + "/anomalies").status());

      exporter.disturb("b", 0);
      recover.on(product);
      Outages.awaitHealth(product.detector, pulled, "\"healthy\"");
      assertEquals(200, Http.post(detect, "{\"value\":3}").status());
      await("points come again")
          .atMost(PATIENCE)
          .until(
              () ->
                  knowledge.states().values().stream()
                          .mapToLong(state -> state.get("points").asLong())
                          .sum()
                      > before.values().stream()
                              .mapToLong(state -> state.get("points").asLong())
                              .sum()
                          + 60);
      Map<String, JsonNode> pulledBefore = new java.util.TreeMap<>(before);
      pulledBefore.keySet().removeIf(entity -> entity.startsWith(pushed + " "));
      Outages.assertNoneMissingNorTwice(pulledBefore, knowledge.states());
      JsonNode last = knowledge.states().get(pushed + " {}");
      assertEquals(2, last.get("points").asLong());
      product.detector.kill();
      product.detector.start().awaitReady();
      assertTrue(product.detector.alive());
    }
  }

  @Test
  void aFolderThatCannotBeWrittenToIsNamedAtTheStart() throws IOException {
    Path data = folder.resolve("data");
    try (Disk disk = Disk.mount(data, MEGABYTES);
        Product product = new Product(folder, Map.of("SELF_WATCH", "false"))) {
      product.detector.set("DATA_DIR", data.toString()).start().awaitReady();
      Http.post(product.detector.url() + "/api/detectors", "{\"name\":\"kept\"}");
      product.detector.stop();
      disk.readOnly(true);
      product.detector.start();
      await("it ends").atMost(PATIENCE).until(() -> !product.detector.alive());
      assertFalse(
          product.detector.said("The data folder " + data + " cannot be used").isEmpty(),
          () -> String.join("\n", product.detector.said("")));
      disk.readOnly(false);
      product.detector.start().awaitReady();
      assertEquals(
          "kept",
          Http.get(product.detector.url() + "/api/detectors")
              .json()
              .get("detectors")
              .get(0)
              .get("name")
              .asText());
    }
    assertTrue(Files.isDirectory(data));
  }
}
