package io.aiops.detector.scoring;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.aiops.detector.detector.Detector;
import io.aiops.detector.json.Labels;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.suppression.RuleSet;

/** A detector with the state of all its entities. */
final class LiveDetector {

  /** Read lock: scoring and saving. Write lock: changes of the definition. */
  final ReadWriteLock lock;

  /**
   * Held over a batch of many entities, so that two batches never wait for each other's entities.
   */
  final ReentrantLock batch = new ReentrantLock();

  final ConcurrentMap<String, Entity> entities = new ConcurrentHashMap<>();
  final SegmentIndex segments = new SegmentIndex();
  final LatencyWindow latency = new LatencyWindow();
  final AtomicLong anomalies = new AtomicLong();

  /** Series that were turned away for want of room, since there was room for all. */
  final AtomicLong refusedEntities = new AtomicLong();

  /** Saved states that could not be read at the start. */
  final AtomicLong damagedStates = new AtomicLong();

  /** When the latest point came in, by the clock here, epoch milliseconds. */
  volatile long lastArrival;

  /** Of a detector of lines; else null. */
  private volatile LogState logs;

  private final int mostEntities;
  private final MemoryBudget memory;
  private final Supplier<RuleSet> rules;
  private volatile Detector detector;

  LiveDetector(
      Detector detector,
      ReadWriteLock lock,
      int mostEntities,
      MemoryBudget memory,
      Supplier<RuleSet> rules) {
    this.detector = detector;
    this.lock = lock;
    this.mostEntities = mostEntities;
    this.memory = memory;
    this.rules = rules;
    forgetLines();
  }

  /** The templates of a detector of lines; null for any other one. */
  LogState logs() {
    return logs;
  }

  /** Begins to learn lines from nothing, where the detector is one of lines. */
  void forgetLines() {
    boolean lines = detector.definition().watchesLines();
    logs = lines ? new LogState(detector.definition()) : null;
  }

  Detector detector() {
    return detector;
  }

  void detector(Detector changed) {
    detector = changed;
  }

  /** The suppressions as they are now. */
  RuleSet rules() {
    return rules.get();
  }

  MemoryBudget memory() {
    return memory;
  }

  /** Does something with many entities, one such work after another, while the definition stays. */
  void inTurn(Runnable work) {
    lock.readLock().lock();
    batch.lock();
    try {
      work.run();
    } finally {
      batch.unlock();
      lock.readLock().unlock();
    }
  }

  Collection<Entity> all() {
    return entities.values();
  }

  Optional<Entity> find(Labels labels) {
    return Optional.ofNullable(entities.get(labels.key()));
  }

  /**
   * The entity with these labels, made where there is none.
   *
   * @throws UnavailableException where the detector has as many entities as it may have, or the
   *     memory holds no more
   */
  Entity entity(Labels labels) {
    String key = labels.key();
    Entity present = entities.get(key);
    if (present != null) {
      return present;
    }
    if (entities.size() >= mostEntities) {
      throw refused(
          "The detector has "
              + mostEntities
              + " entities, the most that are configured (limits.entities_per_detector).");
    }
    return entities.computeIfAbsent(key, unknown -> create(labels));
  }

  private UnavailableException refused(String reason) {
    refusedEntities.incrementAndGet();
    return UnavailableException.limit(reason);
  }

  /** Where a saved state could not be read, the new ones have to count as later. */
  private Entity create(Labels labels) {
    Entity entity = new Entity(labels, detector, memory);
    if (!memory.take(entity.memoryBytes())) {
      throw refused(
          "There is no memory for more entities: %d MB of the heap are taken (limits.memory)."
              .formatted(memory.mostBytes() >> 20));
    }
    entity.revision = segments.revision(entity.key);
    return entity;
  }

  /** Forgets an entity for good; the commit that follows drops what is saved of it. */
  void retire(Entity entity) {
    entities.remove(entity.key);
    segments.forget(entity.key);
  }

  long points() {
    return all().stream().mapToLong(entity -> entity.points).sum();
  }

  long memoryBytes() {
    LogState lines = logs;
    return all().stream().mapToLong(Entity::memoryBytes).sum()
        + (lines == null ? 0 : lines.memoryBytes);
  }

  /** Entities whose model and charts are in memory. */
  long awake() {
    return all().stream().filter(entity -> !entity.rests()).count();
  }

  long openAnomalies() {
    return all().stream().filter(entity -> entity.anomaly != null).count();
  }

  /** Time of the newest point of any entity; {@link Entity#NEVER} where there was none. */
  long lastPointAt() {
    LogState lines = logs;
    long ofLines = lines == null ? Entity.NEVER : lines.lastInterval;
    return all().stream().mapToLong(entity -> entity.lastPointAt).reduce(ofLines, Math::max);
  }
}
