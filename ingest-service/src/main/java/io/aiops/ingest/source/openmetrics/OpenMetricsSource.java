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
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.aiops.ingest.config.Kind;
import io.aiops.ingest.http.HttpAnswer;
import io.aiops.ingest.http.TooLargeException;
import io.aiops.ingest.source.AnswerLimits;
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

  /** Targets read at the same time; further ones wait for one of these. */
  private static final int MAX_READERS = 32;

  private static final int IDLE_SECONDS = 60;

  private final String name;
  private final String address;
  private final Duration timeout;
  private final AnswerLimits limits;
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
      AnswerLimits limits,
      Clock clock,
      LongSupplier nanoClock) {
    this.name = name;
    Map<String, SourceHttp> sorted = new TreeMap<>(targets);
    this.address = String.join(", ", sorted.values().stream().map(SourceHttp::address).toList());
    this.timeout = timeout;
    this.limits = limits;
    this.clock = clock;
    this.nanoClock = nanoClock;
    Executor readers = readers(name, sorted.size());
    List<Target> readable = new ArrayList<>();
    sorted.forEach(
        (label, http) ->
            readable.add(
                new Target(
                    label,
                    () -> exposition(http).labelled(targetLabel, label),
                    readers,
                    nanoClock)));
    this.history = new ScrapeHistory(() -> new Reading(readable, nanoClock));
  }

  /** Threads of this source's own, that go while nobody asks. */
  private static Executor readers(String name, int targets) {
    int threads = Math.min(MAX_READERS, targets);
    ThreadPoolExecutor readers =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "read-" + name);
              thread.setDaemon(true);
              return thread;
            });
    readers.allowCoreThreadTimeOut(true);
    return readers;
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
    return address;
  }

  @Override
  public boolean hasHistory() {
    return false;
  }

  @Override
  public SeriesAnswer fetch(String query, Range range) {
    try {
      Expression expression = QueryParser.parse(query);
      ScrapeHistory.Pair pair = history.at(range.end(), range.step(), patience(range.step()));
      List<Sample> samples = new Evaluator(pair.now(), pair.before()).evaluate(expression);
      if (samples.size() > limits.maxSeries()) {
        throw limits.tooManySeries();
      }
      List<Series> series = new ArrayList<>();
      for (Sample sample : samples) {
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
    List<String> failures = present(within).now().failures();
    return failures.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", failures));
  }

  @Override
  public List<Metric> metrics(int limit) {
    return Families.of(present(patience(PROBE_INTERVAL_MILLIS)).now(), limit);
  }

  private ScrapeHistory.Pair present(Duration within) {
    long tick = Math.floorDiv(clock.millis(), PROBE_INTERVAL_MILLIS) * PROBE_INTERVAL_MILLIS;
    return history.at(tick, PROBE_INTERVAL_MILLIS, within);
  }

  /** No longer than the interval: the next point must not wait for a target that hangs. */
  private Duration patience(long interval) {
    return Duration.ofMillis(Math.min(interval, timeout.toMillis()));
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
