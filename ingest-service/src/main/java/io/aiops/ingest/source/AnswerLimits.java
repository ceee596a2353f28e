package io.aiops.ingest.source;

/** How much of one answer is held in memory. */
public record AnswerLimits(int maxSeries, int maxPoints) {}
