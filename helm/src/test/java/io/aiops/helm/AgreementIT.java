package io.aiops.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Chart, kustomize and the manifests that the services' builds make say the same. */
class AgreementIT {

  private static final String ON_POSTGRESQL =
      """
      database: {kind: external, external: {existingSecret: aiops-database}}
      gateway: {replicas: 2}
      detector: {replicas: 3}
      ingest: {replicas: 2}
      """;

  @TempDir Path folder;

  private static List<Manifest> generated(String service) throws IOException {
    Path file = Path.of("..", service + "-service", "target/kubernetes/kubernetes.yml");
    assertTrue(Files.isRegularFile(file), file + " is missing; package the services first");
    return Manifest.parse(Files.readString(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "detector", "ingest"})
  void onOnePodOfEach(String service) throws IOException {
    Facts chart = Facts.of(Chart.with(folder, "{}"), "aiops-" + service);
    assertEquals(
        chart,
        Facts.of(
            Kustomization.render(KustomizeTest.OVERLAYS.resolve("minimal")), "aiops-" + service));
    assertEquals(chart, Facts.of(generated(service), service + "-service"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "detector", "ingest"})
  void onSeveralPodsOnPostgresql(String service) {
    assertEquals(
        Facts.of(Chart.with(folder, ON_POSTGRESQL), "aiops-" + service),
        Facts.of(
            Kustomization.render(KustomizeTest.OVERLAYS.resolve("production")),
            "aiops-" + service));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "detector", "ingest"})
  void whatTheBuildsMakeIsWhatKubernetesKnows(String service) throws IOException {
    for (Manifest manifest : generated(service)) {
      assertDoesNotThrow(() -> Models.check(manifest));
    }
  }

  @Test
  void theChartIsOfTheVersionOfTheServices() throws IOException {
    String pom = Files.readString(Path.of("../pom.xml"));
    String version =
        Manifest.YAML
            .readTree(Chart.FOLDER.resolve("Chart.yaml").toFile())
            .path("appVersion")
            .asText();
    assertTrue(
        pom.contains("<artifactId>aiops</artifactId>\n  <version>" + version + "<"), version);
  }
}
