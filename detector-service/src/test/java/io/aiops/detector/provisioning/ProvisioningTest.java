package io.aiops.detector.provisioning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.detector.api.MovableClock;
import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.problem.InvalidInputException;
import io.aiops.detector.problem.UnavailableException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ProvisioningTest {

  @TempDir Path folder;
  private final Kept kept = new Kept(new TreeMap<>());
  private final MovableClock clock = new MovableClock();
  private Provisioning provisioning;

  /** Keeps what it is told to. */
  private static final class Kept implements ProvisionedDetectors {
    final Map<String, String> definitions;
    final Map<String, Boolean> started = new TreeMap<>();
    int changes;
    boolean shared;
    boolean owner = true;
    boolean away;

    Kept(Map<String, String> definitions) {
      this.definitions = definitions;
    }

    @Override
    public boolean shared() {
      return shared;
    }

    @Override
    public Set<String> provisionedIds() {
      return owner ? definitions.keySet() : Set.of();
    }

    @Override
    public boolean provision(String id, JsonNode definition, boolean start) {
      if (!definition.hasNonNull("name")) {
        throw InvalidInputException.of("name", "is required");
      }
      if (away) {
        throw UnavailableException.elsewhere(id);
      }
      if (!owner) {
        return definition.toString().equals(definitions.get(id));
      }
      changes++;
      definitions.put(id, definition.toString());
      started.put(id, start);
      return true;
    }

    @Override
    public void deprovision(String id) {
      changes++;
      definitions.remove(id);
    }
  }

  @BeforeEach
  void start() {
    provisioning = new Provisioning(kept, config(folder), clock);
  }

  private static AiopsConfig config(Path folder) {
    return new SmallRyeConfigBuilder()
        .withMapping(AiopsConfig.class)
        .withConverter(Duration.class, 200, new DurationConverter())
        .withSources(
            new PropertiesConfigSource(
                Map.of("aiops.provisioning-dir", folder.toString()), "test", 100))
        .build()
        .getConfigMapping(AiopsConfig.class);
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void theNameOfAFileIsTheIdOfItsDetector() throws IOException {
    file("cpu.yaml", "name: CPU\ninterval: 5s\n");
    file("idle.yml", "name: Idle\nstart: false\n");
    file("..data.yaml", "name: Hidden\n");
    file("README.md", "no detector");
    provisioning.start();
    assertEquals(Set.of("cpu", "idle"), kept.definitions.keySet());
    assertEquals("{\"name\":\"CPU\",\"interval\":\"5s\"}", kept.definitions.get("cpu"));
    assertEquals(Map.of("cpu", true, "idle", false), kept.started);
  }

  @Test
  void aReplicaWhoseFolderIsOlderRemovesNothingOfAnother() throws IOException {
    kept.shared = true;
    file("cpu.yaml", "name: CPU\n");
    provisioning.start();
    kept.definitions.put("newer", "{}");
    provisioning.reconcile();
    clock.forward(Duration.ofMinutes(2));
    provisioning.reconcile();
    assertEquals(Set.of("cpu", "newer"), kept.definitions.keySet());
    file("newer.yaml", "name: Newer\n");
    clock.forward(Duration.ofMinutes(2));
    provisioning.reconcile();
    Files.delete(folder.resolve("cpu.yaml"));
    Files.delete(folder.resolve("newer.yaml"));
    provisioning.reconcile();
    assertEquals(Set.of("cpu", "newer"), kept.definitions.keySet());
    clock.forward(Duration.ofMinutes(3));
    provisioning.reconcile();
    assertEquals(Set.of(), kept.definitions.keySet());
  }

  /** Two replicas; which has the detectors moves between them. */
  @Test
  void aReplicaWhoseFolderIsOlderUndoesNothingOfANewerOne(@TempDir Path other) throws IOException {
    Kept others = anotherReplica();
    Provisioning newer = new Provisioning(others, config(other), clock);
    file("cpu.yaml", "name: CPU\n");
    provisioning.start();
    Files.writeString(other.resolve("cpu.yaml"), "name: Processor\n");
    own(others, kept);
    newer.start();
    own(kept, others);
    provisioning.reconcile();
    assertEquals(Map.of("cpu", "{\"name\":\"Processor\"}"), kept.definitions);
    file("cpu.yaml", "name: Cores\n");
    provisioning.reconcile();
    own(others, kept);
    newer.reconcile();
    assertEquals(Map.of("cpu", "{\"name\":\"Cores\"}"), kept.definitions);
  }

  @Test
  void aNewOwnerDoesWhatTheLastDidNotGetTo(@TempDir Path other) throws IOException {
    Kept others = anotherReplica();
    Provisioning newer = new Provisioning(others, config(other), clock);
    file("cpu.yaml", "name: CPU\n");
    provisioning.start();
    Files.writeString(other.resolve("cpu.yaml"), "name: Processor\n");
    Files.writeString(other.resolve("heap.yaml"), "name: Heap\n");
    own(kept, others);
    newer.start();
    assertEquals(Map.of("cpu", "{\"name\":\"CPU\"}"), kept.definitions);
    own(others, kept);
    newer.reconcile();
    assertEquals(
        Map.of("cpu", "{\"name\":\"Processor\"}", "heap", "{\"name\":\"Heap\"}"), kept.definitions);
  }

  @Test
  void whatAnotherReplicaHasAppliedIsNotAppliedAgain() throws IOException {
    kept.shared = true;
    kept.owner = false;
    kept.definitions.put("cpu", "{\"name\":\"CPU\"}");
    file("cpu.yaml", "name: CPU\n");
    provisioning.start();
    kept.definitions.put("cpu", "{\"name\":\"Processor\"}");
    kept.owner = true;
    provisioning.reconcile();
    assertEquals(Map.of("cpu", "{\"name\":\"Processor\"}"), kept.definitions);
  }

  private Kept anotherReplica() {
    kept.shared = true;
    Kept others = new Kept(kept.definitions);
    others.shared = true;
    return others;
  }

  private static void own(Kept owner, Kept other) {
    owner.owner = true;
    other.owner = false;
  }

  @Test
  void whatCouldNotBeAppliedIsTriedAgain() throws IOException {
    file("cpu.yaml", "name: CPU\n");
    kept.away = true;
    provisioning.start();
    kept.away = false;
    provisioning.reconcile();
    assertEquals(Set.of("cpu"), kept.definitions.keySet());
  }

  @Test
  void changesOfTheFolderAreFollowed() throws IOException {
    file("cpu.yaml", "name: CPU\n");
    file("heap.yaml", "name: Heap\n");
    provisioning.start();
    file("cpu.yaml", "name: Processor\n");
    Files.delete(folder.resolve("heap.yaml"));
    provisioning.reconcile();
    assertEquals(Map.of("cpu", "{\"name\":\"Processor\"}"), kept.definitions);
    int changes = kept.changes;
    provisioning.reconcile();
    assertEquals(changes, kept.changes);
  }

  @Test
  void aWrongFileIsNamedAndTheOthersAreApplied() throws IOException {
    file("broken.yaml", "name: [unclosed\n");
    file("detector_1.yaml", "name: Taken\n");
    file("empty.yaml", "");
    file("list.yaml", "- name: a\n");
    file("nameless.yaml", "interval: 5s\n");
    file("Upper.yaml", "name: Upper\n");
    file("cpu.yaml", "name: CPU\n");
    provisioning.start();
    assertEquals(Set.of("cpu"), kept.definitions.keySet());
    assertEquals(
        Set.of(
            "broken.yaml",
            "detector_1.yaml",
            "empty.yaml",
            "list.yaml",
            "nameless.yaml",
            "Upper.yaml"),
        provisioning.problems().keySet());
  }

  @Test
  void aFileThatCannotBeReadIsNamedAndKeepsNothingElseFromBeingApplied() throws IOException {
    file("cpu.yaml", "name: CPU\n");
    file("large.yaml", "name: Large\n");
    provisioning.start();
    Files.write(folder.resolve("cpu.yaml"), new byte[] {'n', (byte) 0xff, (byte) 0xfe});
    file("large.yaml", "name: Large\n#" + "x".repeat(1 << 20));
    Files.createSymbolicLink(folder.resolve("link.yaml"), folder.resolve("nowhere"));
    file("memory.yaml", "name: Memory\n");
    provisioning.reconcile();
    assertEquals(Set.of("cpu", "large", "memory"), kept.definitions.keySet());
    assertEquals(Set.of("cpu.yaml", "large.yaml", "link.yaml"), provisioning.problems().keySet());
  }

  @Test
  void aFileThatTurnsWrongLeavesItsDetectorAsItWas() throws IOException {
    file("cpu.yaml", "name: CPU\n");
    provisioning.start();
    file("cpu.yaml", "interval: 5s\n");
    provisioning.reconcile();
    assertEquals(Map.of("cpu", "{\"name\":\"CPU\"}"), kept.definitions);
    assertTrue(provisioning.problems().get("cpu.yaml").contains("name"));
  }

  @Test
  void aFolderThatVanishesTakesNoDetectorWithIt() throws IOException {
    file("cpu.yaml", "name: CPU\n");
    provisioning.start();
    Files.delete(folder.resolve("cpu.yaml"));
    Files.delete(folder);
    provisioning.reconcile();
    assertEquals(Set.of("cpu"), kept.definitions.keySet());
    assertEquals(Optional.of(1), Optional.of(provisioning.problems().size()));
  }
}
