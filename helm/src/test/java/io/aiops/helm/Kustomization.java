package io.aiops.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A folder of kustomize, read without kustomize: there is none for Java, and none in Debian that is
 * not ancient. Ours need no more of it than lists of files, so that reading them is all there is to
 * rendering.
 */
final class Kustomization {

  private static final Set<String> UNDERSTOOD =
      Set.of("apiVersion", "kind", "namespace", "resources");

  private Kustomization() {}

  /**
   * All resources of an overlay.
   *
   * @throws IllegalStateException where the folder uses more of kustomize than this reads
   */
  static List<Manifest> render(Path folder) {
    List<Manifest> manifests = new ArrayList<>();
    try {
      JsonNode kustomization =
          Manifest.YAML.readTree(folder.resolve("kustomization.yaml").toFile());
      kustomization
          .fieldNames()
          .forEachRemaining(
              field -> {
                if (!UNDERSTOOD.contains(field)) {
                  throw new IllegalStateException(folder + " uses " + field);
                }
              });
      for (JsonNode resource : kustomization.path("resources")) {
        Path path = folder.resolve(resource.asText()).normalize();
        manifests.addAll(
            Files.isDirectory(path) ? render(path) : Manifest.parse(Files.readString(path)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return manifests;
  }
}
