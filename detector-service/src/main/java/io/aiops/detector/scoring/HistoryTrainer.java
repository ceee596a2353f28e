package io.aiops.detector.scoring;

import java.time.Instant;

import io.aiops.detector.job.Job;

/** Trains all entities of a detector on the history of its source. */
public interface HistoryTrainer {

  /** Starts the job; the answer is its first state. */
  Job train(String detectorId, Instant from, Instant to);
}
