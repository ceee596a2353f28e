package io.aiops.ingest.source.openmetrics;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import io.aiops.ingest.source.Series;

/**
 * One labelled value of an instant.
 *
 * @param labels with the metric's name as {@code __name__} where it has one
 * @param nanos when it was read, on the monotonic clock
 */
record Sample(Map<String, String> labels, double value, long nanos) {

  Sample {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** The labels without the metric's name. */
  Map<String, String> unnamed() {
    Map<String, String> rest = new TreeMap<>(labels);
    rest.remove(Series.NAME_LABEL);
    return rest;
  }
}
