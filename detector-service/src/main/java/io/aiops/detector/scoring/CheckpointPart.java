package io.aiops.detector.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.aiops.detector.store.Tx;

/** What one detector has to save, or a share of that. */
final class CheckpointPart {

  final LiveDetector live;

  /** What is stored with the last of its states: how far they have come. */
  final List<Consumer<Tx>> progress = new ArrayList<>();

  final List<Entity> entities = new ArrayList<>();
  final List<SavedState> states = new ArrayList<>();

  /** Whether no more of its states follow. */
  boolean last;

  private long bytes;

  CheckpointPart(LiveDetector live) {
    this.live = live;
  }

  void add(SavedState state) {
    states.add(state);
    bytes += state.bytes().length;
  }

  /** Goes on with the next share. */
  void clear() {
    entities.clear();
    states.clear();
    bytes = 0;
  }

  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return states.isEmpty() && progress.isEmpty();
  }
}
