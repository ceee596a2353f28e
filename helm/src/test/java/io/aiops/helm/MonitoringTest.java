package io.aiops.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Alerts, dashboard and detectors in the chart speak of what the services have. */
class MonitoringTest {

  private static final Pattern METER = Pattern.compile("\"(aiops\\.[a-z.]+)\"");
  private static final Pattern METRIC = Pattern.compile("\\baiops_[a-z_]+\\b");

  /** What Prometheus' text format adds to the name of a meter. */
  private static final Pattern SUFFIX =
      Pattern.compile("(_seconds|_bytes)?(_total|_bucket|_count|_sum|_max)?$");

  private static Set<String> meters() throws IOException {
    Set<String> meters = new HashSet<>();
    for (String service : List.of("detector-service", "gateway-service", "ingest-service")) {
      try (Stream<Path> files = Files.walk(Path.of("..", service, "src/main/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          Matcher found = METER.matcher(Files.readString(file));
          while (found.find()) {
            meters.add(found.group(1).replace('.', '_'));
          }
        }
      }
    }
    return meters;
  }

  private static Set<String> unknown(String text) throws IOException {
    Set<String> meters = meters();
    Set<String> unknown = new TreeSet<>();
    Matcher found = METRIC.matcher(text);
    while (found.find()) {
      if (!meters.contains(SUFFIX.matcher(found.group()).replaceFirst(""))) {
        unknown.add(found.group());
      }
    }
    return unknown;
  }

  @Test
  void alertsAskForMetricsThatAreThere() throws IOException {
    List<Manifest> manifests = Chart.template(Chart.FOLDER.resolve("ci/production-values.yaml"));
    JsonNode rules =
        Chart.find(manifests, "PrometheusRule", "aiops").json().at("/spec/groups/0/rules");
    assertTrue(rules.size() >= 5);
    for (JsonNode rule : rules) {
      assertEquals(Set.of(), unknown(rule.path("expr").asText()), rule.path("alert").asText());
      assertTrue(rule.path("expr").asText().contains("namespace=\"watch\""));
      assertEquals("platform", rule.at("/labels/team").asText());
    }
  }

  @Test
  void theDashboardShowsMetricsThatAreThere() throws IOException {
    String dashboard = Files.readString(Chart.FOLDER.resolve("files/dashboard.json"));
    assertEquals(Set.of(), unknown(dashboard));
    for (JsonNode panel : Manifest.YAML.readTree(dashboard).path("panels")) {
      assertTrue(
          METRIC.matcher(panel.path("targets").toString()).find()
              || panel.path("targets").toString().contains("jvm_"));
    }
  }

  @Test
  void aMetricThatIsNotThereWouldBeFound() throws IOException {
    assertEquals(Set.of("aiops_made_up_total"), unknown("rate(aiops_made_up_total[5m])"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"self-watch", "demo"})
  void theDetectorsOfTheChartAreThoseOfTheService(String name) throws IOException {
    Path ours = Chart.FOLDER.resolve("files").resolve(name);
    Path theirs = Path.of("../detector-service/provisioning").resolve(name);
    assertEquals(names(theirs), names(ours));
    for (String file : names(theirs)) {
      assertFalse(file.isEmpty());
      assertEquals(-1, Files.mismatch(theirs.resolve(file), ours.resolve(file)), file);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
