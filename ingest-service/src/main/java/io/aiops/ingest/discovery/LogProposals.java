package io.aiops.ingest.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.aiops.ingest.source.Metric;

/** Proposes detectors on the rates of log lines, by the labels that streams have. */
final class LogProposals {

  private static final List<String> SERVICE_LABELS =
      List.of("service_name", "app", "service", "job", "container");
  private static final List<String> LEVEL_LABELS = List.of("level", "detected_level", "severity");
  private static final String BAD_LEVELS = "error|ERROR|err|fatal|FATAL|critical|crit";

  private LogProposals() {}

  static List<DetectorProposal> of(String source, List<Metric> labels) {
    Set<String> names = labels.stream().map(Metric::name).collect(Collectors.toSet());
    Optional<String> service = SERVICE_LABELS.stream().filter(names::contains).findFirst();
    List<DetectorProposal> proposals = new ArrayList<>();
    if (service.isEmpty()) {
      return proposals;
    }
    String by = service.get();
    LEVEL_LABELS.stream()
        .filter(names::contains)
        .findFirst()
        .ifPresent(
            level ->
                proposals.add(
                    proposal(
                        source,
                        "error lines per second by " + by,
                        "{" + by + "=~\".+\", " + level + "=~\"" + BAD_LEVELS + "\"}",
                        by,
                        "errors")));
    proposals.add(
        proposal(source, "lines per second by " + by, "{" + by + "=~\".+\"}", by, "traffic"));
    return proposals;
  }

  private static DetectorProposal proposal(
      String source, String what, String selector, String by, String group) {
    return new DetectorProposal(
        what + " (" + source + ")",
        "Watches " + what + ".",
        new DetectorProposal.Model("auto"),
        new DetectorProposal.SourceQuery(
            source, "sum by (" + by + ") (rate(" + selector + "[5m]))"),
        "1m",
        "30s",
        Map.of("group", group));
  }
}
