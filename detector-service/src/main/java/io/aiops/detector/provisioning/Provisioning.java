package io.aiops.detector.provisioning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.problem.DomainException;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.store.StorageException;
import io.quarkus.scheduler.Scheduled;

/**
 * Detectors as code: a folder of YAML files, one detector each. The file's name is the id, the
 * content is the definition of the API, beside {@code start} (default true). A file is applied at
 * the start and when it changes, and tried again until its detector is like that.
 */
@ApplicationScoped
public class Provisioning {

  private static final Logger LOG = Logger.getLogger(Provisioning.class);
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

  /** Ids of the API are made like this. */
  private static final Pattern TAKEN_ID = Pattern.compile("detector_\\d+");

  private static final long LARGEST_FILE = 1 << 20;

  /**
   * Of several replicas one may see the folder as it was a minute ago, and must not remove what
   * another has just created from a newer one.
   */
  private static final Duration GONE_AFTER = Duration.ofMinutes(3);

  private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
  private final ProvisionedDetectors detectors;
  private final Optional<Path> folder;
  private final Clock clock;
  private final Map<String, String> problems = new ConcurrentHashMap<>();
  private final Map<String, Instant> goneSince = new HashMap<>();

  /**
   * Files that need nothing more, and their texts. Of several replicas one whose folder is older
   * must not undo, as the new owner of a detector, what the last one did by a newer folder; one
   * whose folder is newer must still do what the last owner did not get to.
   */
  private final Map<String, String> applied = new HashMap<>();

  public Provisioning(ProvisionedDetectors detectors, AiopsConfig config, Clock clock) {
    this.detectors = detectors;
    this.clock = clock;
    this.folder = config.provisioningDir();
  }

  /** Reads the folder for the first time. */
  public void start() {
    reconcile();
  }

  /** What is wrong with files, by their names. */
  public Map<String, String> problems() {
    return Map.copyOf(problems);
  }

  @Scheduled(
      every = "10s",
      delayed = "10s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void reconcile() {
    folder.ifPresent(this::reconcile);
  }

  private synchronized void reconcile(Path path) {
    Map<String, Path> files;
    try {
      files = list(path);
    } catch (IOException e) {
      report(path.toString(), "the folder cannot be read, its detectors stay: " + e.getMessage());
      return;
    }
    problems.remove(path.toString());
    try {
      problems.keySet().retainAll(files.keySet());
      applied.keySet().retainAll(files.keySet());
      files.forEach(this::apply);
      Set<String> gone = new HashSet<>(detectors.provisionedIds());
      files.keySet().forEach(name -> gone.remove(id(name)));
      goneSince.keySet().retainAll(gone);
      gone.stream().filter(this::goneForGood).forEach(this::remove);
    } catch (StorageException | UnavailableException e) {
      LOG.warnf("Provisioning is put off to the next round: %s", e.getMessage());
    }
  }

  /** Files by their names; hidden ones are what Kubernetes keeps beside them. */
  private static Map<String, Path> list(Path folder) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.toList()) {
        String name = path.getFileName().toString();
        boolean wanted = name.endsWith(".yaml") || name.endsWith(".yml");
        if (wanted && !name.startsWith(".")) {
          files.put(name, path);
        }
      }
    }
    return files;
  }

  private void apply(String name, Path path) {
    try {
      if (Files.size(path) > LARGEST_FILE) {
        report(name, "it is larger than 1 MiB");
        return;
      }
      apply(name, Files.readString(path));
    } catch (IOException e) {
      report(name, "it cannot be read: " + e);
    }
  }

  private static String id(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** A file that is wrong leaves its detector as it was. */
  private void apply(String name, String text) {
    if (text.equals(applied.get(name))) {
      return;
    }
    applied.remove(name);
    String id = id(name);
    if (!ID.matcher(id).matches() || TAKEN_ID.matcher(id).matches()) {
      report(
          name, "its name must be of lower-case letters, digits, - and _, and not like detector_1");
      return;
    }
    try {
      JsonNode content = yaml.readTree(text);
      if (!(content instanceof ObjectNode definition)) {
        report(name, "it must hold one detector, as a mapping");
        return;
      }
      JsonNode start = definition.remove("start");
      if (start != null && !start.isBoolean()) {
        report(name, "start must be true or false");
        return;
      }
      if (detectors.provision(id, definition, start == null || start.booleanValue())) {
        applied.put(name, text);
      }
      problems.remove(name);
    } catch (JsonProcessingException e) {
      report(name, "it is not valid YAML: " + e.getOriginalMessage());
    } catch (DomainException e) {
      report(name, e.getMessage());
    }
  }

  private boolean goneForGood(String id) {
    Instant since = goneSince.computeIfAbsent(id, unseen -> clock.instant());
    return !detectors.shared()
        || Duration.between(since, clock.instant()).compareTo(GONE_AFTER) >= 0;
  }

  private void remove(String id) {
    detectors.deprovision(id);
    LOG.infof("Removed a detector whose file is gone: detector=%s", id);
  }

  private void report(String name, String problem) {
    if (!problem.equals(problems.put(name, problem))) {
      LOG.errorf("A provisioning file is not applied: file=%s %s", name, problem);
    }
  }
}
