package io.aiops.detector.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

import org.jboss.logging.Logger;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.detector.DetectorChange;
import io.aiops.detector.detector.DetectorObserver;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.StorageException;
import io.aiops.detector.store.Tx;
import io.quarkus.scheduler.Scheduled;

/** Saves what has changed: states and positions of a detector in one transaction. */
@ApplicationScoped
public class Checkpoints implements DetectorObserver {

  private static final Logger LOG = Logger.getLogger(Checkpoints.class);

  /** Bytes of states in one transaction: bounds memory, and how long other writers wait. */
  private static final long LARGEST_TRANSACTION = 16L << 20;

  private final Engine engine;
  private final SnapshotStore snapshots;
  private final EntityCodec codec;
  private final Ownership ownership;
  private final Database database;
  private final Instance<CheckpointParticipant> participants;
  private final StateRestorer restorer;
  private final Spilling spilling;
  private final MemoryBudget memory;
  private final ScoringMetrics metrics;
  private volatile boolean failing;

  public Checkpoints(
      Engine engine,
      SnapshotStore snapshots,
      EntityCodec codec,
      Ownership ownership,
      Database database,
      Instance<CheckpointParticipant> participants,
      StateRestorer restorer,
      Spilling spilling,
      MemoryBudget memory,
      ScoringMetrics metrics) {
    this.engine = engine;
    this.snapshots = snapshots;
    this.codec = codec;
    this.ownership = ownership;
    this.database = database;
    this.participants = participants;
    this.restorer = restorer;
    this.spilling = spilling;
    this.memory = memory;
    this.metrics = metrics;
  }

  /** What one detector has to save. */
  private record Part(
      LiveDetector live, List<Entity> entities, List<SavedState> states, List<Consumer<Tx>> more) {

    long bytes() {
      return states.stream().mapToLong(state -> state.bytes().length).sum();
    }

    boolean isEmpty() {
      return states.isEmpty() && more.isEmpty();
    }
  }

  @Scheduled(
      every = "${aiops.snapshot-every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void round() {
    long start = System.nanoTime();
    try {
      long bytes = save(false);
      if (bytes > 0) {
        metrics.checkpoint(bytes, System.nanoTime() - start);
      }
      spilling.round();
      memory.measure(engine.all());
      failing = false;
    } catch (StorageException e) {
      if (!failing) {
        LOG.errorf(
            "A checkpoint could not be saved; each further round tries again: %s", e.getMessage());
      }
      failing = true;
    }
  }

  /**
   * Saves all that has changed.
   *
   * @param withPoints whether to save the points for charts too
   * @return bytes of states that were saved
   */
  public synchronized long save(boolean withPoints) {
    long saved = 0;
    List<Part> parts = new ArrayList<>();
    long bytes = 0;
    try {
      for (LiveDetector live : inOrder()) {
        live.lock.readLock().lock();
        Part part = collect(live, withPoints);
        if (part.isEmpty()) {
          live.lock.readLock().unlock();
          continue;
        }
        parts.add(part);
        bytes += part.bytes();
        if (bytes >= LARGEST_TRANSACTION) {
          saved += commit(parts);
          bytes = 0;
        }
      }
      return saved + commit(parts);
    } finally {
      release(parts);
    }
  }

  /** All transactions lock leases in this order, so that none waits for the other in a circle. */
  private List<LiveDetector> inOrder() {
    return engine.all().stream()
        .sorted(Comparator.comparing(live -> live.detector().id()))
        .toList();
  }

  /**
   * Saves a detector for the last time here, and lets go of it before anything can be added.
   *
   * @param letGo forgets it
   */
  public synchronized void saveAndLeave(String id, Runnable letGo) {
    LiveDetector live = engine.find(id).orElse(null);
    if (live == null) {
      return;
    }
    live.lock.writeLock().lock();
    try {
      live.lock.readLock().lock();
      List<Part> parts = new ArrayList<>(List.of(collect(live, true)));
      try {
        commit(parts);
      } finally {
        release(parts);
      }
      letGo.run();
    } finally {
      live.lock.writeLock().unlock();
    }
  }

  /**
   * Saves the states of a detector with a change of its rules: points that were judged by the old
   * rules must not be judged again by the new ones after a crash.
   */
  @Override
  public void changed(Tx tx, DetectorChange change) {
    if (change.kind() != DetectorChange.Kind.UPDATED || change.resetsState()) {
      return;
    }
    LiveDetector live = engine.get(change.id());
    Part part = collect(live, false);
    // Saved once more with the next checkpoint, in case this transaction fails.
    part.entities().forEach(entity -> entity.changed = true);
    snapshots.append(tx, live, part.states());
  }

  private Part collect(LiveDetector live, boolean withPoints) {
    Part part = new Part(live, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    if (engine.find(live.detector().id()).orElse(null) != live) {
      return part;
    }
    for (CheckpointParticipant participant : participants) {
      participant.capture(live.detector().id()).ifPresent(part.more()::add);
    }
    if (live.logs() != null) {
      collectLines(live, part, withPoints);
      return part;
    }
    Set<String> rewrite = live.segments.toRewrite();
    rewrite.stream().filter(key -> !live.entities.containsKey(key)).forEach(live.segments::forget);
    for (Entity entity : live.all()) {
      if (entity.unsaved(withPoints) || rewrite.contains(entity.key)) {
        collect(live, part, entity, withPoints);
      }
    }
    return part;
  }

  /** Templates and entities as they are between two batches; after a failure nothing of them. */
  private void collectLines(LiveDetector live, Part part, boolean withPoints) {
    live.batch.lock();
    try {
      if (live.logs().broken) {
        part.more().clear();
      } else {
        live.all().stream()
            .filter(entity -> entity.unsaved(withPoints))
            .forEach(part.entities()::add);
        part.states().addAll(live.logs().saveAll(live, codec, withPoints));
      }
    } finally {
      live.batch.unlock();
    }
  }

  /** A broken entity is behind its pull, whose position has to wait. */
  private void collect(LiveDetector live, Part part, Entity entity, boolean withPoints) {
    entity.lock.lock();
    try {
      boolean resting = entity.rests();
      if (resting) {
        restorer.restore(live, entity);
      }
      if (entity.broken) {
        part.more().clear();
      } else {
        part.entities().add(entity);
        part.states().add(codec.save(entity, withPoints || resting));
      }
    } finally {
      entity.lock.unlock();
    }
  }

  /** What another replica has by now is left out, and the rest is saved nevertheless. */
  private long commit(List<Part> parts) {
    if (parts.isEmpty()) {
      return 0;
    }
    long bytes = 0;
    try {
      bytes = store(parts);
    } catch (UnavailableException e) {
      for (Part part : parts) {
        bytes += storeAlone(part);
      }
    }
    release(parts);
    return bytes;
  }

  private long storeAlone(Part part) {
    try {
      return store(List.of(part));
    } catch (UnavailableException e) {
      LOG.infof("A checkpoint leaves out what has moved: %s", e.getMessage());
      return 0;
    }
  }

  private long store(List<Part> parts) {
    try {
      database.run(
          tx -> {
            for (Part part : parts) {
              ownership.check(tx, part.live().detector().id());
              snapshots.append(tx, part.live(), part.states());
              part.more().forEach(store -> store.accept(tx));
            }
          });
    } catch (RuntimeException e) {
      parts.forEach(
          part -> {
            part.entities().forEach(entity -> entity.changed = true);
            if (part.live().logs() != null) {
              part.live().logs().changed = true;
            }
          });
      throw e;
    }
    return parts.stream().mapToLong(Part::bytes).sum();
  }

  private static void release(List<Part> parts) {
    parts.forEach(part -> part.live().lock.readLock().unlock());
    parts.clear();
  }
}
