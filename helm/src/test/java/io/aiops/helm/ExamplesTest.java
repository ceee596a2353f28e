package io.aiops.helm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.marcnuri.helm.LintResult;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** Each example of values is taken by Helm, and what comes of it by Kubernetes. */
class ExamplesTest {

  /** What the examples say is there. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "ConfigMap my-detectors",
          "PersistentVolumeClaim mine",
          "Secret aiops-api-tokens",
          "Secret aiops-database",
          "Secret aiops-token",
          "Secret mimir",
          "Secret prometheus-tls",
          "Secret prometheus-user",
          "Secret registry",
          "ServiceAccount existing");

  @TempDir Path folder;

  static List<Path> examples() {
    return Chart.examples();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void passesTheStrictLint(Path values) throws IOException {
    LintResult result = Chart.lint(folder, values);
    assertFalse(result.isFailed(), () -> String.join("\n", result.getMessages()));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isWhatKubernetesKnows(Path values) {
    for (Manifest manifest : Chart.template(values)) {
      assertDoesNotThrow(() -> Models.check(manifest));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void hasNoDeadReferencesAndNeedsNoPrivileges(Path values) {
    assertEquals(List.of(), Rules.broken(Chart.template(values), ELSEWHERE));
  }
}
