package io.aiops.ingest.source.loki;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.aiops.ingest.config.Kind;
import io.aiops.ingest.http.HttpAnswer;
import io.aiops.ingest.source.AnswerLimits;
import io.aiops.ingest.source.LogAnswer;
import io.aiops.ingest.source.Metric;
import io.aiops.ingest.source.Range;
import io.aiops.ingest.source.Series;
import io.aiops.ingest.source.SeriesAnswer;
import io.aiops.ingest.source.Source;
import io.aiops.ingest.source.SourceHttp;
import io.aiops.ingest.source.prometheus.Answers;

/** Grafana Loki: metric queries, whose numbers come in the shape of Prometheus, and log lines. */
public final class LokiSource implements Source {

  private static final String NANOS = "000000";
  private static final String QUERY_RANGE = "/loki/api/v1/query_range";

  private final String name;
  private final SourceHttp http;
  private final Duration timeout;
  private final AnswerLimits limits;

  public LokiSource(String name, SourceHttp http, Duration timeout, AnswerLimits limits) {
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
    return Kind.LOKI;
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
    // Nanoseconds: 13-digit milliseconds are taken for another time and silently give nothing.
    parameters.put("start", range.start() + NANOS);
    parameters.put("end", range.end() + NANOS);
    parameters.put(
        "step", BigDecimal.valueOf(range.step(), 3).stripTrailingZeros().toPlainString());
    SeriesAnswer answer = Answers.series(http.post(QUERY_RANGE, parameters, timeout), limits);
    if (answer.series().isEmpty()) {
      requireStarted();
    }
    // Points align to the step and can lie outside of what was asked for.
    List<Series> inside = new ArrayList<>();
    for (Series series : answer.series()) {
      Series cut = series.within(range.start() - 1, range.end());
      if (cut.size() > 0) {
        inside.add(cut);
      }
    }
    return new SeriesAnswer(inside, answer.warnings(), answer.partial(), answer.sourceTime());
  }

  @Override
  public LogAnswer lines(String query, long from, long to, int most) {
    LogAnswer answer =
        new LogPages((start, end, limit) -> page(query, start, end, limit), most).read(from, to);
    if (answer.streams().isEmpty()) {
      requireStarted();
    }
    return answer;
  }

  private HttpAnswer page(String query, long start, long end, int limit) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("query", query);
    parameters.put("start", Long.toString(start));
    parameters.put("end", Long.toString(end));
    parameters.put("limit", Integer.toString(limit));
    parameters.put("direction", "forward");
    // Without this, each value of the metadata of lines would make a stream of its own.
    return http.post(
        QUERY_RANGE, parameters, "X-Loki-Response-Encoding-Flags", "categorize-labels", timeout);
  }

  @Override
  public Optional<String> probe(Duration within) {
    HttpAnswer labels = http.get("/loki/api/v1/labels", Map.of(), within);
    if (labels.status() != 404) {
      Answers.data(labels);
      requireStarted();
      return Optional.empty();
    }
    HttpAnswer ready = http.get("/ready", Map.of(), within);
    if (ready.status() != 200) {
      throw Answers.failure(ready);
    }
    return Optional.empty();
  }

  @Override
  public List<Metric> metrics(int limit) {
    List<Metric> metrics = new ArrayList<>();
    Answers.data(http.get("/loki/api/v1/labels", Map.of(), timeout))
        .forEach(
            label ->
                metrics.add(new Metric(label.asText(), Metric.Type.LOG_LABEL, "", -1, Set.of())));
    return metrics.size() > limit ? metrics.subList(0, limit) : metrics;
  }

  /** A Loki that starts answers queries with an empty 200; only {@code /ready} tells. */
  private void requireStarted() {
    HttpAnswer ready = http.get("/ready", Map.of(), timeout);
    if (ready.status() == 503) {
      throw Answers.failure(ready);
    }
  }
}
