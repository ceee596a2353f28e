package io.aiops.detector.model;

/**
 * An earlier point that is learnt again.
 *
 * @param time epoch milliseconds
 * @param agoMillis how long before the point that was learnt last it was
 * @param before the point before it
 * @param usual what was expected when the anomaly that it is of began, which it had not moved yet;
 *     NaN where unknown
 * @param weight 0..1, what was missing of the trust in it
 */
@SuppressWarnings("ArrayRecordComponent") // points without boxing, never compared
record Taught(
    long time, long agoMillis, double[] before, double[] point, double[] usual, double weight) {}
