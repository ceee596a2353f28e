package io.aiops.detector.detector;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;

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

  /** Takes over what other replicas have changed; what this one owns it knows better. */
  public void refresh(Database database, DetectorStore store, Predicate<String> owned) {
    Map<String, Long> versions = database.read(store::versions);
    versions.forEach(
        (id, version) -> {
          Detector known = detectors.get(id);
          if (!owned.test(id) && (known == null || known.version() != version)) {
            reload(database, store, id);
          }
        });
    List.copyOf(detectors.keySet()).stream()
        .filter(id -> !versions.containsKey(id) && !owned.test(id))
        .forEach(this::remove);
  }

  /** Reads one detector anew; empty where it is gone. */
  public Optional<Detector> reload(Database database, DetectorStore store, String id) {
    Optional<Detector> found = database.read(tx -> store.find(tx, id));
    found.ifPresent(this::put);
    return found;
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
