package io.aiops.detector.scoring;

import java.util.Optional;
import java.util.function.Consumer;

import io.aiops.detector.store.Tx;

/** A part of the service whose progress is saved together with the states that it led to. */
public interface CheckpointParticipant {

  /**
   * Notes how far a detector has come, before its states are read; the states may be further.
   *
   * @return what is to be stored with them; empty where nothing has moved
   */
  Optional<Consumer<Tx>> capture(String detectorId);

  /**
   * Goes back to what is stored, because a transaction failed and the states of some entities had
   * to; the caller holds their locks.
   */
  void rewind(String detectorId);
}
