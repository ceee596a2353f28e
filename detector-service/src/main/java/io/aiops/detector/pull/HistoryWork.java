package io.aiops.detector.pull;

import io.aiops.detector.scoring.Observations;
import io.aiops.detector.store.Tx;

/** What a job does with the points of its pull. It is in memory; the pull's lock guards it. */
interface HistoryWork {

  /** Takes a batch; one that comes again, because it could not be stored, changes nothing. */
  void take(Observations observations);

  /** Points or lines so far. */
  long points();

  /** Stores the outcome, after the last batch, with the end of the job in the same transaction. */
  void finish(End end);

  /** Gives up what it holds. */
  default void close() {}

  /** The end of a job. */
  interface End {

    /**
     * @param error why it failed; null where it did not
     * @param result to be written as JSON
     */
    void store(Tx tx, String error, Object result);
  }
}
