package io.aiops.detector.model;

/**
 * How an entity stands with learning anew.
 *
 * @param running whether a candidate runs beside the model now
 * @param retrainedAt time of the point at which a candidate last took over, epoch milliseconds; 0
 *     before
 * @param replaced how many candidates took over
 * @param dropped how many did not
 */
public record RetrainState(boolean running, long retrainedAt, int replaced, int dropped) {}
