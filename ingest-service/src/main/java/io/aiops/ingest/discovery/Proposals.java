package io.aiops.ingest.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.aiops.ingest.config.Kind;
import io.aiops.ingest.source.Metric;

/** Proposes detectors for the metrics of a source, each in the query language of its kind. */
final class Proposals {

  private static final Pattern PLAIN_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

  /** Window of a rate in PromQL: four scrapes of the usual 15 s to 1 min. */
  private static final String WINDOW = "[5m]";

  /** Labels that split a metric into few and lasting parts, where it has them. */
  private static final Set<String> GROUP_LABELS =
      Set.of("service", "job", "app", "area", "pool", "status", "outcome", "state");

  private static final int MAX_HELP = 200;

  private Proposals() {}

  static List<DetectorProposal> of(String source, Kind kind, List<Metric> metrics) {
    if (kind == Kind.LOKI) {
      return LogProposals.of(source, metrics);
    }
    List<DetectorProposal> proposals = new ArrayList<>();
    metrics.stream()
        .filter(metric -> PLAIN_NAME.matcher(metric.name()).matches())
        .filter(Ranking::useful)
        .sorted(Comparator.<Metric>comparingInt(Ranking::rank).thenComparing(Metric::name))
        .forEach(
            metric ->
                query(kind, metric)
                    .map(q -> proposal(source, kind, metric, q))
                    .ifPresent(proposals::add));
    return proposals;
  }

  private record Query(String what, String text) {}

  private static Optional<Query> query(Kind kind, Metric metric) {
    return Optional.ofNullable(kind == Kind.PROMETHEUS ? promQl(metric) : withoutWindows(metric));
  }

  private static Query promQl(Metric metric) {
    String name = metric.name();
    return switch (metric.type()) {
      case COUNTER -> new Query("per second", "sum by (job) (rate(" + name + WINDOW + "))");
      case HISTOGRAM ->
          new Query(
              "99th percentile",
              "histogram_quantile(0.99, sum by (le, job) (rate("
                  + name
                  + "_bucket"
                  + WINDOW
                  + ")))");
      case SUMMARY ->
          new Query(
              "mean",
              "sum by (job) (rate("
                  + name
                  + "_sum"
                  + WINDOW
                  + ")) / sum by (job) (rate("
                  + name
                  + "_count"
                  + WINDOW
                  + "))");
      case GAUGE -> new Query("mean per instance", "avg by (job, instance) (" + name + ")");
      case UNKNOWN, LOG_LABEL ->
          name.equals("up") ? new Query("share that is up", "avg by (job) (up)") : null;
    };
  }

  /** In the language of {@code openmetrics} and {@code demo}. */
  private static Query withoutWindows(Metric metric) {
    String name = metric.name();
    String by =
        "sum by ("
            + metric.labels().stream()
                .filter(GROUP_LABELS::contains)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "))
            + ") ";
    if (by.equals("sum by () ")) {
      by = "sum ";
    }
    return switch (metric.type()) {
      case COUNTER -> new Query("per second", by + "(rate(" + name + "))");
      case HISTOGRAM, SUMMARY ->
          new Query("mean", by + "(rate(" + name + "_sum)) / " + by + "(rate(" + name + "_count))");
      case GAUGE -> new Query("level", by + "(" + name + ")");
      case UNKNOWN, LOG_LABEL -> null;
    };
  }

  private static DetectorProposal proposal(String source, Kind kind, Metric metric, Query query) {
    String group = Ranking.group(Ranking.rank(metric));
    String help = metric.help().isBlank() ? "" : " " + shortened(metric.help().strip());
    return new DetectorProposal(
        metric.name() + " " + query.what() + " (" + source + ")",
        "Watches " + metric.name() + ", " + query.what() + "." + help,
        new DetectorProposal.Model("auto"),
        new DetectorProposal.SourceQuery(source, query.text()),
        interval(kind),
        kind == Kind.PROMETHEUS ? "30s" : "0s",
        Map.of("group", group));
  }

  private static String interval(Kind kind) {
    return switch (kind) {
      case OPENMETRICS -> "15s";
      case DEMO -> "2s";
      case PROMETHEUS, LOKI -> "1m";
    };
  }

  private static String shortened(String help) {
    return help.length() <= MAX_HELP ? help : help.substring(0, MAX_HELP) + "…";
  }
}
