package io.aiops.ingest.source.prometheus;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.aiops.ingest.source.Metric;

/** What a metric is, by its metadata or else by the habits of naming. */
final class MetricTypes {

  private static final List<String> PARTS = List.of("_bucket", "_sum", "_count");

  private MetricTypes() {}

  static Metric.Type of(String metadata, String name) {
    return switch (metadata.toLowerCase(Locale.ROOT)) {
      case "counter" -> Metric.Type.COUNTER;
      case "gauge" -> Metric.Type.GAUGE;
      case "histogram" -> Metric.Type.HISTOGRAM;
      case "summary" -> Metric.Type.SUMMARY;
      default -> name.endsWith("_total") ? Metric.Type.COUNTER : Metric.Type.UNKNOWN;
    };
  }

  /** The family that a series' name belongs to: a histogram's parts belong to the histogram. */
  static String family(String name, Set<String> known) {
    for (String part : PARTS) {
      if (name.endsWith(part)) {
        String base = name.substring(0, name.length() - part.length());
        if (known.contains(base + "_bucket") || part.equals("_bucket")) {
          return base;
        }
        if (known.contains(base + "_sum") && known.contains(base + "_count")) {
          return base;
        }
      }
    }
    return name;
  }
}
