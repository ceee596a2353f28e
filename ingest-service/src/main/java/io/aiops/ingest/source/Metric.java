package io.aiops.ingest.source;

import java.util.Set;

/**
 * A metric that a source has, as far as it is known.
 *
 * @param name name of the family; a histogram's without {@code _bucket}
 * @param series number of series, -1 where unknown
 * @param labels names of labels that its series have, where known
 */
public record Metric(String name, Type type, String help, int series, Set<String> labels) {

  public Metric {
    labels = Set.copyOf(labels);
  }

  /** How a metric behaves. */
  public enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM,
    SUMMARY,
    /** A label of log streams rather than a metric. */
    LOG_LABEL,
    UNKNOWN
  }
}
