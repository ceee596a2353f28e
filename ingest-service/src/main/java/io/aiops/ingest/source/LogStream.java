package io.aiops.ingest.source;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lines of one labelled stream, in the order of their times.
 *
 * @param timestamps epoch milliseconds, ascending, possibly equal
 * @param lines as many
 */
public record LogStream(Map<String, String> labels, List<Long> timestamps, List<String> lines) {

  public LogStream {
    if (timestamps.size() != lines.size()) {
      throw new IllegalArgumentException(
          "stream has " + timestamps.size() + " timestamps but " + lines.size() + " lines");
    }
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    timestamps = List.copyOf(timestamps);
    lines = List.copyOf(lines);
  }

  /** The lines up to a time, epoch milliseconds. */
  public LogStream upTo(long time) {
    int end = timestamps.size();
    while (end > 0 && timestamps.get(end - 1) > time) {
      end--;
    }
    return new LogStream(labels, timestamps.subList(0, end), lines.subList(0, end));
  }
}
