package io.aiops.ingest.source.openmetrics;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;

import io.aiops.ingest.config.Kind;
import io.aiops.ingest.http.HttpAnswer;
import io.aiops.ingest.http.TooLargeException;
import io.aiops.ingest.source.FailureCode;
import io.aiops.ingest.source.Metric;
import io.aiops.ingest.source.Range;
import io.aiops.ingest.source.Series;
import io.aiops.ingest.source.SeriesAnswer;
import io.aiops.ingest.source.Source;
import io.aiops.ingest.source.SourceException;
import io.aiops.ingest.source.SourceHttp;
import io.aiops.ingest.source.prometheus.Answers;

/** Processes that expose their metrics as text; only the present can be fetched. */
public final class OpenMetricsSource implements Source {

  /** Instants at which probes and people ask, so that they share scrapes and rates work. */
  public static final long PROBE_INTERVAL_MILLIS = 15_000;

  private static final String ACCEPT =
      "text/plain;version=0.0.4, application/openmetrics-text;q=0.5";

  private final String name;
  private final String targetLabel;
  private final Map<String, SourceHttp> targets;
  private final Duration timeout;
  private final Clock clock;
  private final LongSupplier nanoClock;
  private final ScrapeHistory history;

  /**
   * A source.
   *
   * @param targets at least one, by the value of their label
   */
  public OpenMetricsSource(
      String name,
      String targetLabel,
      Map<String, SourceHttp> targets,
      Duration timeout,
      Clock clock,
      LongSupplier nanoClock) {
    this.name = name;
    this.targetLabel = targetLabel;
    this.targets = new TreeMap<>(targets);
    this.timeout = timeout;
    this.clock = clock;
    this.nanoClock = nanoClock;
    this.history = new ScrapeHistory(this::scrape, nanoClock);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Kind kind() {
    return Kind.OPENMETRICS;
  }

  @Override
  public String address() {
    return String.join(", ", targets.values().stream().map(SourceHttp::address).toList());
  }

  @Override
  public boolean hasHistory() {
    return false;
  }

  @Override
  public SeriesAnswer fetch(String query, Range range) {
    try {
      Expression expression = QueryParser.parse(query);
      ScrapeHistory.Pair pair = history.at(range.end(), range.step());
      List<Series> series = new ArrayList<>();
      for (Sample sample : new Evaluator(pair.now(), pair.before()).evaluate(expression)) {
        series.add(
            new Series(sample.labels(), new long[] {range.end()}, new double[] {sample.value()}));
      }
      return new SeriesAnswer(series, pair.now().failures(), false, OptionalLong.empty());
    } catch (SyntaxException e) {
      throw new SourceException(
          FailureCode.QUERY_REJECTED, "position " + e.position() + ": " + e.getMessage());
    }
  }

  @Override
  public Optional<String> probe(Duration within) {
    List<String> failures = present().now().failures();
    return failures.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", failures));
  }

  @Override
  public List<Metric> metrics(int limit) {
    return Families.of(present().now(), limit);
  }

  private ScrapeHistory.Pair present() {
    long tick = Math.floorDiv(clock.millis(), PROBE_INTERVAL_MILLIS) * PROBE_INTERVAL_MILLIS;
    return history.at(tick, PROBE_INTERVAL_MILLIS);
  }

  private Scrape scrape() {
    Scrape scrape = new Scrape();
    SourceException last = null;
    for (Map.Entry<String, SourceHttp> target : targets.entrySet()) {
      try {
        scrape.add(targetLabel, target.getKey(), exposition(target.getValue()));
      } catch (SourceException e) {
        last = e;
        scrape.fail(target.getKey(), e.getMessage());
      }
    }
    if (scrape.targets() == 0 && last != null) {
      throw new SourceException(last.code(), String.join("; ", scrape.failures()));
    }
    return scrape;
  }

  private Exposition exposition(SourceHttp target) {
    HttpAnswer answer = target.get(ACCEPT, timeout);
    if (answer.status() != 200) {
      throw Answers.failure(answer);
    }
    try (InputStreamReader text = new InputStreamReader(answer.body(), StandardCharsets.UTF_8)) {
      return ExpositionParser.parse(text, nanoClock.getAsLong());
    } catch (TooLargeException e) {
      throw new SourceException(FailureCode.BAD_ANSWER, e.getMessage());
    } catch (IOException e) {
      throw new SourceException(
          FailureCode.BAD_ANSWER, "the answer is no exposition of metrics: " + e.getMessage());
    }
  }
}
