package io.aiops.detector.scoring;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.anomaly.AnomalyStore;
import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.detector.Definition;
import io.aiops.detector.detector.Detector;
import io.aiops.detector.detector.DetectorChange;
import io.aiops.detector.detector.DetectorObserver;
import io.aiops.detector.detector.DetectorRegistry;
import io.aiops.detector.detector.Status;
import io.aiops.detector.json.Labels;
import io.aiops.detector.problem.NotFoundException;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.Tx;
import io.aiops.detector.suppression.Suppressions;

/** All detectors with their states in memory; follows every change of a definition. */
@ApplicationScoped
public class Engine implements DetectorObserver {

  private static final Logger LOG = Logger.getLogger(Engine.class);

  private final ConcurrentMap<String, LiveDetector> detectors = new ConcurrentHashMap<>();

  /** What judges history, and shares the heap with the detectors. */
  private final Set<LiveDetector> aside = ConcurrentHashMap.newKeySet();

  private final DetectorRegistry registry;
  private final Ownership ownership;
  private final Database database;
  private final SnapshotStore snapshots;
  private final EntityCodec codec;
  private final AnomalyStore anomalies;
  private final Repairs repairs;
  private final AiopsConfig.Limits limits;
  private final MemoryBudget memory;
  private final Suppressions suppressions;

  public Engine(
      DetectorRegistry registry,
      Ownership ownership,
      Database database,
      SnapshotStore snapshots,
      EntityCodec codec,
      AnomalyStore anomalies,
      Repairs repairs,
      AiopsConfig config,
      MemoryBudget memory,
      Suppressions suppressions) {
    this.registry = registry;
    this.ownership = ownership;
    this.database = database;
    this.snapshots = snapshots;
    this.codec = codec;
    this.anomalies = anomalies;
    this.repairs = repairs;
    this.limits = config.limits();
    this.memory = memory;
    this.suppressions = suppressions;
  }

  /** Reads the states of all detectors that are owned here. */
  public void load() {
    registry.all().stream().filter(detector -> ownership.owns(detector.id())).forEach(this::load);
    LOG.infof(
        "Loaded detectors=%d entities=%d",
        detectors.size(), all().stream().mapToInt(live -> live.entities.size()).sum());
  }

  /** Reads the states of a detector, after whoever saves them has finished. */
  public void load(Detector detector) {
    Lock lock = registry.lock(detector.id()).writeLock();
    lock.lock();
    try {
      LiveDetector live = live(detector);
      live.anomalies.set(database.<Long>read(tx -> anomalies.countOf(tx, detector.id())));
      fill(live);
      if (live.damagedStates.get() > 0) {
        repairs.reconcile(live);
      }
      detectors.put(detector.id(), live);
    } finally {
      lock.unlock();
    }
  }

  /** Gives up what a detector of lines has in memory for what is stored. */
  void reload(LiveDetector live) {
    live.entities.clear();
    live.forgetLines();
    // Nothing goes on from nothing where the stored states cannot be read now.
    live.logs().broken = true;
    fill(live);
    live.logs().broken = false;
  }

  private void fill(LiveDetector live) {
    SnapshotStore.Loaded loaded = database.read(tx -> snapshots.load(tx, live));
    loaded.damage().forEach(what -> damaged(live, what));
    for (SavedState state : loaded.states()) {
      try {
        if (live.logs() != null && state.key().equals(LogState.KEY)) {
          live.logs().read(state);
        } else {
          Entity entity = codec.read(live.detector(), state, memory);
          live.entities.put(state.key(), entity);
        }
      } catch (IOException e) {
        damaged(live, state.key() + ": " + e.getMessage());
      }
    }
    if (live.logs() != null) {
      live.logs().adopt(live);
    }
  }

  /** Forgets a detector, after whoever scores it has finished. */
  public void drop(String id) {
    Lock lock = registry.lock(id).writeLock();
    lock.lock();
    try {
      detectors.remove(id);
    } finally {
      lock.unlock();
    }
  }

  private static void damaged(LiveDetector live, String what) {
    live.damagedStates.incrementAndGet();
    LOG.errorf(
        "A saved state cannot be read, its entity goes on from an older one or warms up anew:"
            + " detector=%s %s",
        live.detector().id(), what);
  }

  private LiveDetector live(Detector detector) {
    return new LiveDetector(
        detector,
        registry.lock(detector.id()),
        limits.entitiesPerDetector(),
        memory,
        suppressions::current);
  }

  /** Entities of a detector; 0 where it is not here. */
  public int entities(String detectorId) {
    LiveDetector live = detectors.get(detectorId);
    return live == null ? 0 : live.entities.size();
  }

  Collection<LiveDetector> all() {
    return detectors.values();
  }

  void aside(LiveDetector history) {
    aside.add(history);
  }

  void forget(LiveDetector history) {
    aside.remove(history);
  }

  /** All that takes memory. */
  Collection<LiveDetector> allAndAside() {
    List<LiveDetector> all = new ArrayList<>(detectors.values());
    all.addAll(aside);
    return all;
  }

  Optional<LiveDetector> find(String id) {
    return Optional.ofNullable(detectors.get(id));
  }

  /**
   * @throws NotFoundException where there is none
   * @throws UnavailableException where it is not here
   */
  LiveDetector get(String id) {
    LiveDetector live = detectors.get(id);
    if (live == null) {
      registry.get(id);
      throw UnavailableException.elsewhere(id);
    }
    return live;
  }

  /**
   * @throws NotFoundException where it was deleted in the meantime
   * @throws UnavailableException where it has been away in the meantime
   */
  void refuseGone(LiveDetector live) {
    if (get(live.detector().id()) != live) {
      throw UnavailableException.elsewhere(live.detector().id());
    }
  }

  /** Bytes of an entity that has seen enough points to fill all that it keeps. */
  long memoryPerEntity(Definition definition) {
    Detector example =
        new Detector(
            "", definition, Status.CREATED, null, false, Instant.EPOCH, Instant.EPOCH, null, 1);
    Entity entity = new Entity(Labels.NONE, example, memory);
    return entity.memoryBytes()
        + memory.chartPoints() * RecentPoints.bytesPerPoint(definition.dimensions());
  }

  @Override
  public void changed(Tx tx, DetectorChange change) {
    switch (change.kind()) {
      case CREATED -> tx.afterCommit(() -> detectors.put(change.id(), live(change.after())));
      case DELETED -> tx.afterCommit(() -> detectors.remove(change.id()));
      case STARTED, STOPPED -> tx.afterCommit(() -> get(change.id()).detector(change.after()));
      case UPDATED -> updated(tx, change);
    }
  }

  private void updated(Tx tx, DetectorChange change) {
    LiveDetector live = get(change.id());
    if (!change.resetsState()) {
      Definition definition = change.after().definition();
      tx.afterCommit(
          () -> {
            live.detector(change.after());
            live.all().forEach(entity -> entity.adopt(definition));
          });
      return;
    }
    List<AnomalyChange> ended = new ArrayList<>();
    live.all()
        .forEach(
            entity ->
                new AnomalyTracker(live, entity).abandoned(change.at()).ifPresent(ended::add));
    ended.forEach(anomaly -> anomalies.save(tx, anomaly));
    // Where a commit failed just before, memory has ended one that is still open there.
    anomalies.open(tx, change.id()).forEach(left -> anomalies.abandon(tx, left, change.at()));
    snapshots.clear(tx, change.id());
    tx.afterCommit(
        () -> {
          live.entities.clear();
          live.segments.clear();
          live.refusedEntities.set(0);
          live.damagedStates.set(0);
          live.detector(change.after());
          live.forgetLines();
        });
  }
}
