package io.aiops.ingest.source.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.aiops.ingest.config.Kind;
import io.aiops.ingest.source.AnswerLimits;
import io.aiops.ingest.source.FailureCode;
import io.aiops.ingest.source.Metric;
import io.aiops.ingest.source.Range;
import io.aiops.ingest.source.Series;
import io.aiops.ingest.source.SeriesAnswer;
import io.aiops.ingest.source.Source;
import io.aiops.ingest.source.SourceException;
import io.aiops.ingest.source.openmetrics.QueryParser;
import io.aiops.ingest.source.openmetrics.SyntaxException;

/**
 * A simulated web shop. Every value is a function of its time and the settings: any range can be
 * asked for at any time and as often as one likes, and gives the same points.
 */
public final class DemoSource implements Source {

  /** Longest range of one query: counters are added up second by second. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private final String name;
  private final DemoSettings settings;
  private final AnswerLimits limits;
  private final Catalogue catalogue;

  /** A shop of its own for each seed. */
  public DemoSource(String name, DemoSettings settings, AnswerLimits limits) {
    this.name = name;
    this.settings = settings;
    this.limits = limits;
    Noise noise = new Noise(settings.seed());
    Incidents incidents = new Incidents(noise, settings.incidentsFrom().getEpochSecond());
    this.catalogue = new Catalogue(new Shop(noise, incidents));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Kind kind() {
    return Kind.DEMO;
  }

  @Override
  public String address() {
    return "simulated, seed " + settings.seed();
  }

  @Override
  public boolean hasHistory() {
    return true;
  }

  @Override
  public SeriesAnswer fetch(String query, Range range) {
    if (range.end() - range.start() > LONGEST.toMillis()) {
      throw SourceException.tooMuch(
          FailureCode.QUERY_REJECTED, "at most " + LONGEST.toDays() + " days can be asked at once");
    }
    if (range.steps() > limits.maxPoints()) {
      throw tooLarge();
    }
    try {
      return answer(new Evaluation(catalogue, range).of(QueryParser.parse(query)), range);
    } catch (SyntaxException e) {
      throw new SourceException(
          FailureCode.QUERY_REJECTED, "position " + e.position() + ": " + e.getMessage());
    }
  }

  private SeriesAnswer answer(List<Evaluation.Line> lines, Range range) {
    if (lines.size() > limits.maxSeries() || lines.size() * range.steps() > limits.maxPoints()) {
      throw tooLarge();
    }
    long[] timestamps = new long[Math.toIntExact(range.steps())];
    for (int i = 0; i < timestamps.length; i++) {
      timestamps[i] = range.start() + i * range.step();
    }
    List<Series> series = new ArrayList<>();
    lines.forEach(line -> series.add(new Series(line.labels(), timestamps, line.values())));
    return new SeriesAnswer(series, List.of(), false, OptionalLong.empty());
  }

  private SourceException tooLarge() {
    return SourceException.tooMuch(
        FailureCode.BAD_ANSWER, "more than " + limits.maxPoints() + " points");
  }

  /** A function always answers. */
  @Override
  public Optional<String> probe(Duration timeout) {
    return Optional.empty();
  }

  @Override
  public List<Metric> metrics(int limit) {
    return catalogue.metrics().stream().limit(limit).toList();
  }
}
