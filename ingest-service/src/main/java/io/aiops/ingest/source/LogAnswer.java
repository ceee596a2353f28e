package io.aiops.ingest.source;

import java.util.List;
import java.util.OptionalLong;

/**
 * Lines of a range.
 *
 * @param to end of what they cover, epoch milliseconds: earlier than asked for where the range has
 *     more lines than were wanted
 * @param sourceTime the source's own clock when it answered, epoch milliseconds, where it said so
 */
public record LogAnswer(
    List<LogStream> streams, long to, List<String> warnings, OptionalLong sourceTime) {

  public LogAnswer {
    streams = List.copyOf(streams);
    warnings = List.copyOf(warnings);
  }
}
