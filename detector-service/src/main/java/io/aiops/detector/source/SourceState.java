package io.aiops.detector.source;

import java.time.Instant;

/**
 * What ingest-service last said about one of its sources.
 *
 * @param since when {@code reachable} last changed
 * @param version counts these changes
 */
public record SourceState(
    String name,
    String kind,
    String url,
    boolean reachable,
    Double latencyMs,
    String lastError,
    Instant checkedAt,
    Instant since,
    long version) {}
