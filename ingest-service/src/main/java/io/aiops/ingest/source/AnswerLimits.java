package io.aiops.ingest.source;

/** How much of one answer is held in memory. */
public record AnswerLimits(int maxSeries, int maxPoints) {

  /** The failure of a query that gives more series. */
  public SourceException tooManySeries() {
    return new SourceException(
        FailureCode.QUERY_REJECTED,
        "the query gives more than " + maxSeries + " series; aggregate it, as with sum by (…)");
  }
}
