package io.aiops.detector.scoring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.config.AiopsConfig;

/**
 * Frees the memory of entities that have had no point for long: their models and charts rest in
 * their saved state until the next point or question.
 */
@ApplicationScoped
class Spilling {

  /** Intervals of its detector without a point before an entity counts as idle. */
  private static final int IDLE_INTERVALS = 3;

  /** Entities that are saved with their charts and let go in one transaction. */
  private static final int AT_ONCE = 1000;

  private final Engine engine;
  private final ScoringService scoring;
  private final Duration idleAfter;
  private final Duration round;

  Spilling(Engine engine, ScoringService scoring, AiopsConfig config) {
    this.engine = engine;
    this.scoring = scoring;
    this.idleAfter = config.limits().idleAfter();
    this.round = config.snapshotEvery();
  }

  /** Counts a round without a point for each entity, and lets those rest that had enough. */
  void round() {
    for (LiveDetector live : engine.all()) {
      if (live.logs() == null) {
        long rounds = roundsUntilIdle(live);
        live.inTurn(() -> spill(live, rounds));
      }
    }
  }

  private long roundsUntilIdle(LiveDetector live) {
    Duration silent = live.detector().definition().interval().multipliedBy(IDLE_INTERVALS);
    Duration patience = silent.compareTo(idleAfter) > 0 ? silent : idleAfter;
    return Math.max(1, patience.dividedBy(round));
  }

  private void spill(LiveDetector live, long rounds) {
    List<Entity> idle = new ArrayList<>();
    for (Entity entity : live.all()) {
      entity.lock.lock();
      boolean rest = entity.idleRounds++ >= rounds && entity.mayRest();
      if (rest) {
        idle.add(entity);
      } else {
        entity.lock.unlock();
      }
      if (idle.size() == AT_ONCE) {
        rest(live, idle);
      }
    }
    rest(live, idle);
  }

  /** Saves the charts where they are not saved yet; unlocks the entities. */
  private void rest(LiveDetector live, List<Entity> idle) {
    try {
      List<Entity> unsaved = idle.stream().filter(entity -> entity.unsaved(true)).toList();
      if (!unsaved.isEmpty()) {
        scoring.commit(live, unsaved, List.of(), tx -> {});
      }
      idle.forEach(Entity::rest);
    } finally {
      idle.forEach(entity -> entity.lock.unlock());
      idle.clear();
    }
  }
}
