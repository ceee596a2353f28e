package io.aiops.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;

/** The chart, through Helm itself. */
final class Chart {

  static final Path FOLDER = Path.of("aiops");

  /** Helm would assume an ancient cluster. */
  static final String KUBERNETES = "v1.28.0";

  static final String RELEASE = "aiops";
  static final String NAMESPACE = "watch";

  /**
   * Helm's library leaves hooks out of what it renders; in this copy they are resources like
   * others.
   */
  private static final Path WITHOUT_HOOKS = withoutHooks();

  private Chart() {}

  private static Path withoutHooks() {
    Path copy = Path.of("target", "chart", "aiops");
    try {
      copy(copy);
      try (Stream<Path> files = Files.list(copy.resolve("templates/tests"))) {
        for (Path file : files.toList()) {
          List<String> lines = Files.readAllLines(file);
          Files.write(file, lines.stream().filter(line -> !line.contains("helm.sh/hook")).toList());
        }
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(FOLDER)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(FOLDER.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /** Files with values that the chart must bear. */
  static List<Path> examples() {
    try (Stream<Path> files = Files.list(FOLDER.resolve("ci"))) {
      return files.filter(file -> file.toString().endsWith("-values.yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Manifest> template(Path values) {
    return Manifest.parse(
        new Helm(WITHOUT_HOOKS)
            .template()
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .withKubeVersion(KUBERNETES)
            .withValuesFile(values)
            .call());
  }

  /** Renders with values given as YAML, beside the defaults. */
  static List<Manifest> with(Path folder, String values) {
    try {
      return template(Files.writeString(Files.createTempFile(folder, "values", ".yaml"), values));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What Helm says after an installation with values given as YAML. */
  static String notes(Path folder, String values) {
    try {
      return new Helm(FOLDER)
          .install()
          .clientOnly()
          .dryRun()
          .withName(RELEASE)
          .withNamespace(NAMESPACE)
          .withKubeVersion(KUBERNETES)
          .withValuesFile(
              Files.writeString(Files.createTempFile(folder, "values", ".yaml"), values))
          .call()
          .getOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lint takes no values, so the chart is copied and its own are replaced. */
  static LintResult lint(Path folder, Path values) throws IOException {
    Path copy = folder.resolve("aiops");
    copy(copy);
    Path own = copy.resolve("values.yaml");
    JsonNode merged = Manifest.YAML.readTree(own.toFile());
    merge((ObjectNode) merged, Manifest.YAML.readTree(values.toFile()));
    Manifest.YAML.writeValue(own.toFile(), merged);
    return new Helm(copy).lint().strict().call();
  }

  /** As Helm does it: objects into objects, all else is replaced. */
  private static void merge(ObjectNode into, JsonNode from) {
    from.properties()
        .forEach(
            field -> {
              JsonNode old = into.get(field.getKey());
              if (old instanceof ObjectNode object && field.getValue().isObject()) {
                merge(object, field.getValue());
              } else {
                into.set(field.getKey(), field.getValue());
              }
            });
  }

  static Manifest find(List<Manifest> manifests, String kind, String name) {
    return manifests.stream()
        .filter(manifest -> manifest.kind().equals(kind) && manifest.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in " + manifests));
  }
}
