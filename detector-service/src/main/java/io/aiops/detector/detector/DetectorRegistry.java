package io.aiops.detector.detector;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.problem.NotFoundException;
import io.aiops.detector.store.Database;

/**
 * The committed detectors, in memory. Whoever scores holds a detector's read lock, whoever changes
 * its definition or status the write lock, so that a change never meets a half-scored batch.
 */
@ApplicationScoped
public class DetectorRegistry {

  private final ConcurrentMap<String, Detector> detectors = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, ReadWriteLock> locks = new ConcurrentHashMap<>();

  /** Fills the registry from the database. */
  public void load(Database database, DetectorStore store) {
    database.<List<Detector>>read(store::all).forEach(this::put);
  }

  /**
   * @throws NotFoundException where there is none
   */
  public Detector get(String id) {
    return find(id).orElseThrow(() -> new NotFoundException("detector", id));
  }

  public Optional<Detector> find(String id) {
    return Optional.ofNullable(detectors.get(id));
  }

  public Collection<Detector> all() {
    return detectors.values();
  }

  public ReadWriteLock lock(String id) {
    return locks.computeIfAbsent(id, unknown -> new ReentrantReadWriteLock());
  }

  void put(Detector detector) {
    detectors.put(detector.id(), detector);
  }

  void remove(String id) {
    detectors.remove(id);
    locks.remove(id);
  }
}
