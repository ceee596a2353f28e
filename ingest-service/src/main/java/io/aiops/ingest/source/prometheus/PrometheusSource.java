package io.aiops.ingest.source.prometheus;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.ingest.config.Kind;
import io.aiops.ingest.http.HttpAnswer;
import io.aiops.ingest.source.AnswerLimits;
import io.aiops.ingest.source.Metric;
import io.aiops.ingest.source.Range;
import io.aiops.ingest.source.SeriesAnswer;
import io.aiops.ingest.source.Source;
import io.aiops.ingest.source.SourceException;
import io.aiops.ingest.source.SourceHttp;

/** A server with Prometheus' HTTP API. */
public final class PrometheusSource implements Source {

  private static final int METADATA_LIMIT = 5_000;

  private final String name;
  private final SourceHttp http;
  private final Duration timeout;
  private final AnswerLimits limits;
  private volatile boolean postRefused;

  public PrometheusSource(String name, SourceHttp http, Duration timeout, AnswerLimits limits) {
    this.name = name;
    this.http = http;
    this.timeout = timeout;
    this.limits = limits;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Kind kind() {
    return Kind.PROMETHEUS;
  }

  @Override
  public String address() {
    return http.address();
  }

  @Override
  public boolean hasHistory() {
    return true;
  }

  @Override
  public SeriesAnswer fetch(String query, Range range) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("query", query);
    parameters.put("start", seconds(range.start()));
    parameters.put("end", seconds(range.end()));
    parameters.put("step", seconds(range.step()));
    parameters.put("timeout", timeout.toMillis() + "ms");
    return Answers.series(call("/api/v1/query_range", parameters, timeout), limits);
  }

  @Override
  public Optional<String> probe(Duration within) {
    // Some managed services have neither /-/ready nor buildinfo, but all evaluate a query.
    Answers.data(call("/api/v1/query", Map.of("query", "1"), within));
    return Optional.empty();
  }

  @Override
  public List<Metric> metrics(int limit) {
    JsonNode names =
        Answers.data(
            http.get(
                "/api/v1/label/__name__/values", Map.of("limit", String.valueOf(limit)), timeout));
    Map<String, JsonNode> metadata = metadata();
    Set<String> known = new TreeSet<>();
    names.forEach(value -> known.add(value.asText()));
    List<Metric> metrics = new ArrayList<>();
    for (String metric : known) {
      String family = MetricTypes.family(metric, known);
      JsonNode entry = metadata.containsKey(family) ? metadata.get(family) : metadata.get(metric);
      String type = entry == null ? "" : entry.path("type").asText("");
      String help = entry == null ? "" : entry.path("help").asText("");
      if (family.equals(metric)) {
        metrics.add(new Metric(metric, MetricTypes.of(type, metric), help, -1, Set.of()));
      } else if (metric.endsWith("_bucket")) {
        metrics.add(new Metric(family, Metric.Type.HISTOGRAM, help, -1, Set.of()));
      }
      if (metrics.size() >= limit) {
        break;
      }
    }
    return metrics;
  }

  private Map<String, JsonNode> metadata() {
    Map<String, JsonNode> first = new LinkedHashMap<>();
    try {
      Answers.data(
              http.get(
                  "/api/v1/metadata", Map.of("limit", String.valueOf(METADATA_LIMIT)), timeout))
          .properties()
          .forEach(entry -> first.put(entry.getKey(), entry.getValue().path(0)));
    } catch (SourceException e) {
      // Compatible servers often lack it; the names alone tell counters and histograms.
      return Map.of();
    }
    return first;
  }

  private HttpAnswer call(String path, Map<String, String> parameters, Duration within) {
    if (!postRefused) {
      HttpAnswer answer = http.post(path, parameters, within);
      if (answer.status() != 405) {
        return answer;
      }
      postRefused = true;
    }
    return http.get(path, parameters, within);
  }

  /** Milliseconds as seconds without an exponent: 1795458390, 7.5. */
  static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }
}
