package io.aiops.ingest.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.aiops.ingest.config.Durations;
import io.aiops.ingest.config.IngestConfig;
import io.aiops.ingest.problem.ProblemException;
import io.aiops.ingest.source.openmetrics.OpenMetricsSource;

/** Answers questions of people about sources. */
@Singleton
public final class SourceService {

  private final IngestConfig config;
  private final SourceRegistry sources;
  private final SourceStates states;

  public SourceService(IngestConfig config, SourceRegistry sources, SourceStates states) {
    this.config = config;
    this.sources = sources;
    this.states = states;
  }

  /** All sources with their state. */
  List<SourceView> list() {
    return sources.all().stream().map(states::of).map(SourceView::of).toList();
  }

  /**
   * The source of a name.
   *
   * @throws ProblemException when there is none
   */
  public Source require(String name) {
    return sources
        .find(name)
        .orElseThrow(() -> ProblemException.notFound("there is no source '" + name + "'"));
  }

  /**
   * Evaluates a query.
   *
   * @throws ProblemException when the source gives no points
   */
  QueryAnswer query(Source source, QueryParameters asked) {
    List<String> warnings = new ArrayList<>();
    Range range = asked.range();
    if (!source.hasHistory()) {
      // The instants of the regular checks, so that a rate has a previous scrape.
      long step = OpenMetricsSource.PROBE_INTERVAL_MILLIS;
      long last = Math.floorDiv(range.end(), step) * step;
      range = new Range(last, last, step);
      warnings.add("this source has no history: only the present is answered");
    }
    Range instants = range;
    SeriesAnswer answer = ask(() -> source.fetch(asked.query(), instants));
    warnings.addAll(answer.warnings());
    List<QueryAnswer.Column> columns = new ArrayList<>();
    long points = 0;
    for (Series series : answer.series()) {
      points += series.size();
      if (columns.size() >= config.queries().maxSeries() || points > config.queries().maxPoints()) {
        warnings.add(
            "the first "
                + columns.size()
                + " of "
                + answer.series().size()
                + " series are shown; aggregate the query or enlarge step");
        break;
      }
      columns.add(column(series));
    }
    return new QueryAnswer(
        source.name(),
        asked.query(),
        Instant.ofEpochMilli(range.start()),
        Instant.ofEpochMilli(range.end()),
        Durations.format(Duration.ofMillis(range.step())),
        columns,
        warnings,
        columns.size() < answer.series().size());
  }

  /**
   * Asks a source on behalf of a person.
   *
   * @throws ProblemException saying what the source said
   */
  public <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (SourceException e) {
      throw SourceProblems.of(e);
    }
  }

  private static QueryAnswer.Column column(Series series) {
    List<Instant> timestamps = new ArrayList<>(series.size());
    List<Double> values = new ArrayList<>(series.size());
    for (int i = 0; i < series.size(); i++) {
      timestamps.add(Instant.ofEpochMilli(series.timestamp(i)));
      values.add(Double.isFinite(series.value(i)) ? series.value(i) : null);
    }
    return new QueryAnswer.Column(series.labels(), timestamps, values);
  }
}
