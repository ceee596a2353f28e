package io.aiops.ingest.source.openmetrics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.aiops.ingest.source.Metric;
import io.aiops.ingest.source.Series;

/** The metrics of a scrape, a histogram or summary as one. */
final class Families {

  private Families() {}

  static List<Metric> of(Scrape scrape, int limit) {
    List<Metric> metrics = new ArrayList<>();
    for (Map.Entry<String, String> entry : scrape.types().entrySet()) {
      if (metrics.size() >= limit) {
        break;
      }
      String family = entry.getKey();
      Metric.Type type = type(entry.getValue());
      String exposed = exposedName(scrape, family, type);
      List<Sample> samples = scrape.samples().get(exposed);
      if (samples == null) {
        continue;
      }
      Set<String> labels = new HashSet<>();
      samples.forEach(sample -> labels.addAll(sample.labels().keySet()));
      labels.remove(Series.NAME_LABEL);
      String name = type == Metric.Type.HISTOGRAM || type == Metric.Type.SUMMARY ? family : exposed;
      metrics.add(new Metric(name, type, scrape.help(family), samples.size(), labels));
    }
    return metrics;
  }

  /** OpenMetrics declares a counter without the {@code _total} that its samples carry. */
  private static String exposedName(Scrape scrape, String family, Metric.Type type) {
    return switch (type) {
      case HISTOGRAM, SUMMARY -> family + "_count";
      case COUNTER -> scrape.samples().containsKey(family + "_total") ? family + "_total" : family;
      default -> family;
    };
  }

  private static Metric.Type type(String declared) {
    return switch (declared.toLowerCase(Locale.ROOT)) {
      case "counter" -> Metric.Type.COUNTER;
      case "gauge" -> Metric.Type.GAUGE;
      case "histogram" -> Metric.Type.HISTOGRAM;
      case "summary" -> Metric.Type.SUMMARY;
      default -> Metric.Type.UNKNOWN;
    };
  }
}
