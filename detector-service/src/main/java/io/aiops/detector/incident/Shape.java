package io.aiops.detector.incident;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.Severity;

/** Says of a number of anomalies what they are as an incident. */
final class Shape {

  /** Labels that a title has room for. */
  private static final int LABELS_IN_TITLE = 2;

  private Shape() {}

  /**
   * @param members in the order in which they began; not empty
   */
  static Incident of(String id, List<Member> members, boolean acknowledged, long version) {
    List<Anomaly> anomalies = members.stream().map(Member::anomaly).toList();
    boolean open = anomalies.stream().anyMatch(Anomaly::isOpen);
    SortedMap<String, String> labels = shared(members);
    return new Incident(
        id,
        open ? Anomaly.OPEN : Anomaly.RESOLVED,
        anomalies.stream().map(Anomaly::severity).reduce(Severity.LOW, Severity::max),
        title(anomalies, labels),
        anomalies.get(0).startedAt(),
        open
            ? null
            : anomalies.stream()
                .map(Anomaly::endedAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null),
        anomalies.stream().map(Anomaly::id).toList(),
        Causes.rank(members),
        labels,
        acknowledged,
        version);
  }

  private static SortedMap<String, String> shared(List<Member> members) {
    SortedMap<String, String> labels = new TreeMap<>(members.get(0).labels());
    members.forEach(member -> labels.entrySet().retainAll(member.labels().entrySet()));
    return labels;
  }

  /** The detectors in the order in which they saw something, and what all have in common. */
  private static String title(List<Anomaly> anomalies, SortedMap<String, String> labels) {
    List<String> detectors = anomalies.stream().map(Anomaly::detectorName).distinct().toList();
    String what =
        switch (detectors.size()) {
          case 1 -> detectors.get(0) + " on " + series(anomalies);
          case 2 -> detectors.get(0) + ", then " + detectors.get(1);
          default ->
              detectors.get(0)
                  + ", then "
                  + detectors.get(1)
                  + " and "
                  + (detectors.size() - 2)
                  + " more";
        };
    String where =
        labels.entrySet().stream()
            .limit(LABELS_IN_TITLE)
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(", "));
    return where.isEmpty() ? what : what + " (" + where + ")";
  }

  private static String series(List<Anomaly> anomalies) {
    long count = anomalies.stream().map(Anomaly::entity).distinct().count();
    return count == 1 ? "one series" : count + " series";
  }
}
