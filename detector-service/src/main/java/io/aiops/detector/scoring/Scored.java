package io.aiops.detector.scoring;

import java.util.List;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.detector.Detector;

/**
 * The outcome of a detect call.
 *
 * @param times of the points, epoch milliseconds, made up where none was sent
 * @param judgements one per point
 * @param contributions of the last point
 * @param progress of the warm-up, 0..1
 */
@SuppressWarnings("ArrayRecordComponent") // columns without boxing, never compared
record Scored(
    Detector detector,
    PointBatch batch,
    long[] times,
    Judgement[] judgements,
    double threshold,
    List<Anomaly.Share> contributions,
    boolean ready,
    double progress,
    int pointsToReady) {}
