package io.aiops.detector.detector;

import io.aiops.detector.store.Tx;

/** A part of the service that keeps something per detector, and changes it in the same commit. */
public interface DetectorObserver {

  /**
   * Called in the transaction of the change, under the detector's write lock. What is kept in
   * memory changes in {@link Tx#afterCommit}.
   */
  void changed(Tx tx, DetectorChange change);
}
