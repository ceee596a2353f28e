package io.aiops.ingest.source;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.aiops.ingest.config.Kind;

/** Where points come from. Calls block, are safe from many threads, and end within the timeout. */
public interface Source {

  /** Name by which detectors refer to it. */
  String name();

  Kind kind();

  /** Address for people, without credentials. */
  String address();

  /**
   * False when only the present can be fetched: {@link #fetch} then answers for the range's end.
   */
  boolean hasHistory();

  /**
   * Evaluates a query at the instants of a range.
   *
   * @throws SourceException when there is no answer to use
   */
  SeriesAnswer fetch(String query, Range range);

  /**
   * Reads the lines of a query in {@code (from, to]}, epoch milliseconds.
   *
   * @param most lines wanted, about: where there are more, the answer covers less
   * @throws SourceException when there is no answer to use, as from a source that has no lines
   */
  default LogAnswer lines(String query, long from, long to, int most) {
    throw new SourceException(
        FailureCode.QUERY_REJECTED, "sources of kind " + kind().text() + " have no log lines");
  }

  /**
   * Asks for as little as shows that queries are answered.
   *
   * @return what is wrong although there are answers, such as one of several targets that is down
   * @throws SourceException when they are not
   */
  Optional<String> probe(Duration timeout);

  /**
   * The metrics that are there, at most {@code limit}.
   *
   * @throws SourceException when they cannot be listed
   */
  List<Metric> metrics(int limit);
}
