package io.aiops.detector.model;

/**
 * The end of a retraining.
 *
 * @param trigger {@code schedule} or {@code drift}
 * @param replaced whether the candidate took over; else it was dropped
 * @param scoreBefore mean interval score of the model that was in use, in its standard deviations:
 *     lower is better, 4.7 where normal errors are known exactly; NaN where nothing could be rated
 * @param scoreAfter the same of the candidate, on the same points and in the same unit
 * @param startedAt time of the point before the candidate's first one, epoch milliseconds
 * @param finishedAt time of the point from which on its verdict holds, epoch milliseconds
 * @param points on which both were rated
 */
public record Retrained(
    String trigger,
    boolean replaced,
    double scoreBefore,
    double scoreAfter,
    long startedAt,
    long finishedAt,
    int points) {}
