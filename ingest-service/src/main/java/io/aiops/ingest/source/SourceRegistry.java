package io.aiops.ingest.source;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.inject.Singleton;

import io.aiops.ingest.config.IngestConfig;
import io.aiops.ingest.config.Kind;
import io.aiops.ingest.config.SourceSettings;
import io.aiops.ingest.config.Time;
import io.aiops.ingest.source.demo.DemoSettings;
import io.aiops.ingest.source.demo.DemoSource;
import io.aiops.ingest.source.loki.LokiSource;
import io.aiops.ingest.source.openmetrics.OpenMetricsSource;
import io.aiops.ingest.source.prometheus.PrometheusSource;
import io.micrometer.core.instrument.MeterRegistry;

/** The sources of the configuration, by name. */
@Singleton
public final class SourceRegistry {

  private final Map<String, Source> sources;
  private final Map<String, Integer> concurrency = new TreeMap<>();

  /**
   * Makes all sources that are configured and switched on.
   *
   * @throws IllegalArgumentException naming the source whose settings are wrong
   */
  public SourceRegistry(IngestConfig config, MeterRegistry meters, Time time) {
    Map<String, Source> made = new TreeMap<>();
    AnswerLimits limits = new AnswerLimits(config.pulls().maxSeries(), config.pulls().maxPoints());
    config
        .sources()
        .forEach(
            (name, settings) -> {
              try {
                make(name, settings, limits, time)
                    .ifPresent(source -> made.put(name, limited(source, settings, meters)));
              } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                    "source '" + name + "' (aiops.sources." + name + ") " + e.getMessage(), e);
              }
              concurrency.put(name, settings.maxConcurrent());
            });
    this.sources = Collections.unmodifiableMap(made);
  }

  public Collection<Source> all() {
    return sources.values();
  }

  public Optional<Source> find(String name) {
    return Optional.ofNullable(sources.get(name));
  }

  /** Queries that a source may get at the same time; 1 for one that is not there. */
  public int concurrency(String name) {
    return concurrency.getOrDefault(name, 1);
  }

  private static Source limited(Source source, SourceSettings settings, MeterRegistry meters) {
    return new LimitedSource(source, settings.maxConcurrent(), settings.timeout(), meters);
  }

  private static Optional<Source> make(
      String name, SourceSettings settings, AnswerLimits limits, Time time) {
    if (!settings.enabled()) {
      return Optional.empty();
    }
    if (settings.maxConcurrent() < 1) {
      throw new IllegalArgumentException("has max-concurrent below 1");
    }
    if (settings.kind() == Kind.OPENMETRICS) {
      return openMetrics(name, settings, limits, time);
    }
    if (settings.kind() == Kind.DEMO) {
      DemoSettings demo = new DemoSettings(settings.seed(), settings.incidentsFrom());
      return Optional.of(new DemoSource(name, demo, limits));
    }
    if (settings.url().filter(url -> !url.isBlank()).isEmpty()) {
      return Optional.empty();
    }
    SourceHttp http = SourceHttp.of(settings.url().get(), settings);
    return Optional.of(
        settings.kind() == Kind.LOKI
            ? new LokiSource(name, http, settings.timeout(), limits)
            : new PrometheusSource(name, http, settings.timeout(), limits));
  }

  private static Optional<Source> openMetrics(
      String name, SourceSettings settings, AnswerLimits limits, Time time) {
    Map<String, SourceHttp> targets = new TreeMap<>();
    settings
        .targets()
        .forEach(
            (target, url) -> {
              if (!url.isBlank()) {
                targets.put(target, SourceHttp.of(url, settings));
              }
            });
    return targets.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new OpenMetricsSource(
                name,
                settings.targetLabel(),
                targets,
                settings.timeout(),
                limits,
                time.wall(),
                time.nanos()));
  }
}
