package io.aiops.detector.job;

import io.aiops.detector.store.Tx;

/** Stops what a job has set in motion. */
public interface JobCanceller {

  /** Called in the transaction in which the job becomes cancelled. */
  void cancelled(Tx tx, Job job);
}
