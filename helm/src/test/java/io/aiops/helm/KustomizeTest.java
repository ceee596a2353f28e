package io.aiops.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** The manifests for kubectl users. */
class KustomizeTest {

  static final Path OVERLAYS = Path.of("../k8s/overlays");

  /** What README.md says has to be made before. */
  private static final Set<String> SECRETS =
      Set.of("Secret aiops-internal", "Secret aiops-database");

  @ParameterizedTest
  @ValueSource(strings = {"minimal", "production"})
  void isWhatKubernetesKnows(String overlay) {
    for (Manifest manifest : Kustomization.render(OVERLAYS.resolve(overlay))) {
      assertDoesNotThrow(() -> Models.check(manifest));
    }
  }

  @Test
  void minimalNeedsNothing() {
    assertEquals(
        List.of(), Rules.broken(Kustomization.render(OVERLAYS.resolve("minimal")), Set.of()));
  }

  @Test
  void productionNeedsTwoSecrets() {
    assertEquals(
        List.of(), Rules.broken(Kustomization.render(OVERLAYS.resolve("production")), SECRETS));
  }

  @Test
  void minimalWatchesItselfByTheDetectorsOfTheService() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(Path.of("../detector-service/provisioning/self-watch"))) {
      for (Path path : paths.toList()) {
        files.put(path.getFileName().toString(), Files.readString(path));
      }
    }
    List<Manifest> manifests = Kustomization.render(OVERLAYS.resolve("minimal"));
    assertEquals(
        files,
        Manifest.texts(Chart.find(manifests, "ConfigMap", "aiops-detectors").json().path("data")));
  }
}
