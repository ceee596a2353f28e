package io.aiops.detector.event;

import java.util.List;

import io.aiops.detector.store.Tx;

/** Knows recipients of one kind in the database, for a replica that begins to tell them. */
public interface Recipients {

  /** All that are to be told. */
  List<? extends Recipient> all(Tx tx);
}
