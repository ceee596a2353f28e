package io.aiops.detector.scoring;

import java.util.Set;
import java.util.function.LongConsumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

/** Reads what has changed since it was saved: states, and before them how far they have come. */
@ApplicationScoped
class CheckpointCollector {

  private final Engine engine;
  private final EntityCodec codec;
  private final Instance<CheckpointParticipant> participants;
  private final StateRestorer restorer;

  CheckpointCollector(
      Engine engine,
      EntityCodec codec,
      Instance<CheckpointParticipant> participants,
      StateRestorer restorer) {
    this.engine = engine;
    this.codec = codec;
    this.participants = participants;
    this.restorer = restorer;
  }

  /**
   * Collects what has changed.
   *
   * @param added told how many bytes have been added; may take them
   */
  void collect(CheckpointPart part, boolean withPoints, LongConsumer added) {
    LiveDetector live = part.live;
    if (engine.find(live.detector().id()).orElse(null) != live) {
      return;
    }
    for (CheckpointParticipant participant : participants) {
      participant.capture(live.detector().id()).ifPresent(part.progress::add);
    }
    if (live.logs() != null) {
      collectLines(part, withPoints);
      added.accept(part.bytes());
      return;
    }
    Set<String> rewrite = live.segments.toRewrite();
    rewrite.stream().filter(key -> !live.entities.containsKey(key)).forEach(live.segments::forget);
    for (Entity entity : live.all()) {
      if (entity.unsaved(withPoints) || rewrite.contains(entity.key)) {
        added.accept(collectEntity(part, entity, withPoints));
      }
    }
  }

  /** Templates and entities as they are between two batches; after a failure nothing of them. */
  private void collectLines(CheckpointPart part, boolean withPoints) {
    LiveDetector live = part.live;
    live.batch.lock();
    try {
      if (live.logs().broken) {
        part.progress.clear();
      } else {
        live.all().stream()
            .filter(entity -> entity.unsaved(withPoints))
            .forEach(part.entities::add);
        live.logs().saveAll(live, codec, withPoints).forEach(part::add);
      }
    } finally {
      live.batch.unlock();
    }
  }

  /**
   * A broken entity is behind its pull, whose position has to wait.
   *
   * @return bytes that were added
   */
  private long collectEntity(CheckpointPart part, Entity entity, boolean withPoints) {
    entity.lock.lock();
    try {
      boolean resting = entity.rests();
      if (resting) {
        restorer.restore(part.live, entity);
      }
      if (entity.broken) {
        part.progress.clear();
        return 0;
      }
      SavedState state = codec.save(entity, withPoints || resting);
      part.entities.add(entity);
      part.add(state);
      return state.bytes().length;
    } finally {
      entity.lock.unlock();
    }
  }
}
