package io.aiops.detector.scoring;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.store.Database;

/** Brings the saved state of entities back where memory has none, or one that was given up. */
@ApplicationScoped
class StateRestorer {

  private final Database database;
  private final SnapshotStore snapshots;
  private final EntityCodec codec;

  StateRestorer(Database database, SnapshotStore snapshots, EntityCodec codec) {
    this.database = database;
    this.snapshots = snapshots;
    this.codec = codec;
  }

  /**
   * Makes an entity ready to be scored; it warms up anew where its state cannot be read. The caller
   * holds its lock.
   */
  void restore(LiveDetector live, Entity entity) {
    if (entity.broken || entity.rests()) {
      become(live, entity, find(live, List.of(entity)).get(entity.key));
    }
  }

  /** Wakes those that rest, reading each segment once. The caller holds no lock of an entity. */
  void wake(LiveDetector live, Collection<Entity> entities) {
    List<Entity> resting = entities.stream().filter(Entity::rests).toList();
    if (resting.isEmpty()) {
      return;
    }
    Map<String, SavedState> states = find(live, resting);
    for (Entity entity : resting) {
      SavedState state = states.get(entity.key);
      entity.lock.lock();
      try {
        if (entity.rests() && state != null && state.revision() == entity.revision) {
          become(live, entity, state);
        }
      } finally {
        entity.lock.unlock();
      }
    }
  }

  private Map<String, SavedState> find(LiveDetector live, List<Entity> entities) {
    List<String> keys = entities.stream().map(entity -> entity.key).toList();
    return database.read(tx -> snapshots.find(tx, live, keys));
  }

  private void become(LiveDetector live, Entity entity, SavedState state) {
    boolean lost = entity.rests();
    try {
      if (state != null) {
        entity.become(codec.read(live.detector(), state, live.memory()));
        return;
      }
    } catch (IOException e) {
      lost = true;
    }
    if (lost) {
      live.damagedStates.incrementAndGet();
    }
    entity.forget(live.detector(), live.memory());
    entity.lessons = new Lessons();
    entity.points = 0;
  }
}
