package io.aiops.detector.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.detector.DetectorChange;
import io.aiops.detector.detector.DetectorObserver;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.StorageException;
import io.aiops.detector.store.Tx;
import io.quarkus.scheduler.Scheduled;

/** Saves what has changed: states of detectors, and with the last of them their positions. */
@ApplicationScoped
public class Checkpoints implements DetectorObserver {

  private static final Logger LOG = Logger.getLogger(Checkpoints.class);

  /** Bytes of states in one transaction: bounds memory, and how long other writers wait. */
  private static final long LARGEST_TRANSACTION = 8L << 20;

  private final Engine engine;
  private final SnapshotStore snapshots;
  private final CheckpointCollector collector;
  private final Ownership ownership;
  private final Database database;
  private final Spilling spilling;
  private final MemoryBudget memory;
  private final ScoringMetrics metrics;
  private volatile boolean failing;

  public Checkpoints(
      Engine engine,
      SnapshotStore snapshots,
      CheckpointCollector collector,
      Ownership ownership,
      Database database,
      Spilling spilling,
      MemoryBudget memory,
      ScoringMetrics metrics) {
    this.engine = engine;
    this.snapshots = snapshots;
    this.collector = collector;
    this.ownership = ownership;
    this.database = database;
    this.spilling = spilling;
    this.memory = memory;
    this.metrics = metrics;
  }

  /**
   * One round of saving. A detector stays locked until all of it is stored, in as many transactions
   * as it takes: its positions come with the last one, so that after a crash amid them the states
   * are further than the positions, never behind.
   */
  private final class Round implements AutoCloseable {
    private final boolean withPoints;
    private final List<CheckpointPart> parts = new ArrayList<>();
    private long collected;
    private long saved;

    Round(boolean withPoints) {
      this.withPoints = withPoints;
    }

    void add(LiveDetector live) {
      live.lock.readLock().lock();
      CheckpointPart part = new CheckpointPart(live);
      parts.add(part);
      collector.collect(part, withPoints, this::collected);
      part.last = true;
      if (part.isEmpty()) {
        parts.remove(part);
        unlock(part);
      }
    }

    private void collected(long bytes) {
      collected += bytes;
      if (collected >= LARGEST_TRANSACTION) {
        commit();
      }
    }

    /** Stores what has been collected, and lets go of the detectors that are done. */
    void commit() {
      List<CheckpointPart> full = parts.stream().filter(part -> !part.isEmpty()).toList();
      if (!full.isEmpty()) {
        saved += Checkpoints.this.commit(full);
      }
      collected = 0;
      parts.stream().filter(part -> part.last).forEach(Round::unlock);
      parts.removeIf(part -> part.last);
      parts.forEach(CheckpointPart::clear);
    }

    private static void unlock(CheckpointPart part) {
      part.live.lock.readLock().unlock();
    }

    @Override
    public void close() {
      parts.forEach(Round::unlock);
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
      memory.measure(engine.allAndAside());
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
    try (Round round = new Round(withPoints)) {
      inOrder().forEach(round::add);
      round.commit();
      return round.saved;
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
      try (Round round = new Round(true)) {
        round.add(live);
        round.commit();
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
    CheckpointPart part = new CheckpointPart(live);
    collector.collect(
        part,
        false,
        bytes -> {
          if (part.bytes() >= LARGEST_TRANSACTION) {
            append(tx, part);
          }
        });
    append(tx, part);
  }

  /** They are saved once more with the next checkpoint, in case this transaction fails. */
  private void append(Tx tx, CheckpointPart part) {
    part.entities.forEach(entity -> entity.changed = true);
    snapshots.append(tx, part.live, part.states);
    part.clear();
  }

  /** What another replica has by now is left out, and the rest is saved nevertheless. */
  private long commit(List<CheckpointPart> parts) {
    try {
      return store(parts);
    } catch (UnavailableException e) {
      return parts.stream().mapToLong(this::storeAlone).sum();
    }
  }

  private long storeAlone(CheckpointPart part) {
    try {
      return store(List.of(part));
    } catch (UnavailableException e) {
      LOG.infof("A checkpoint leaves out what has moved: %s", e.getMessage());
      part.progress.clear();
      return 0;
    }
  }

  private long store(List<CheckpointPart> parts) {
    try {
      database.run(
          tx -> {
            for (CheckpointPart part : parts) {
              ownership.check(tx, part.live.detector().id());
              snapshots.append(tx, part.live, part.states);
              if (part.last) {
                part.progress.forEach(store -> store.accept(tx));
              }
            }
          });
    } catch (RuntimeException e) {
      parts.forEach(
          part -> {
            part.entities.forEach(entity -> entity.changed = true);
            if (part.live.logs() != null) {
              part.live.logs().changed = true;
            }
          });
      throw e;
    }
    return parts.stream().mapToLong(CheckpointPart::bytes).sum();
  }
}
