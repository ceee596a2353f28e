package io.aiops.ingest.config;

import java.util.Locale;

/** What a source is. */
public enum Kind {
  /** A server with Prometheus' HTTP API: Prometheus, Mimir, Thanos, VictoriaMetrics, … */
  PROMETHEUS,
  /** Grafana Loki, metric queries. */
  LOKI,
  /** Processes that expose their metrics in Prometheus' text format; no history. */
  OPENMETRICS,
  /** A simulated web shop inside this service. */
  DEMO;

  /** The name in configuration and answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
