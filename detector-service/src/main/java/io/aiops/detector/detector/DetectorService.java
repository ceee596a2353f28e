package io.aiops.detector.detector;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.json.Json;
import io.aiops.detector.problem.ConflictException;
import io.aiops.detector.problem.NotFoundException;
import io.aiops.detector.problem.PreconditionFailedException;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.provisioning.ProvisionedDetectors;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.News;
import io.aiops.detector.store.PendingEvent;
import io.aiops.detector.store.StorageException;
import io.aiops.detector.store.Tx;

/** The life of detectors: every change commits with its event and all that follows from it. */
@ApplicationScoped
public class DetectorService implements ProvisionedDetectors {

  private final Database database;
  private final DetectorStore store;
  private final DetectorRegistry registry;
  private final Ownership ownership;
  private final Instance<DetectorObserver> observers;
  private final Json json;
  private final Clock clock;
  private final int most;

  public DetectorService(
      Database database,
      DetectorStore store,
      DetectorRegistry registry,
      Ownership ownership,
      Instance<DetectorObserver> observers,
      Json json,
      Clock clock,
      AiopsConfig config) {
    this.database = database;
    this.store = store;
    this.registry = registry;
    this.ownership = ownership;
    this.observers = observers;
    this.json = json;
    this.clock = clock;
    this.most = config.limits().detectors();
  }

  DetectorList list(DetectorQuery query) {
    return database.read(
        tx -> new DetectorList(store.list(tx, query), query.page().info(store.count(tx, query))));
  }

  /** A detector as it was committed last, wherever that was. */
  Detector get(String id) {
    return ownership.owns(id)
        ? registry.get(id)
        : database
            .read(tx -> store.find(tx, id))
            .orElseThrow(() -> new NotFoundException("detector", id));
  }

  Detector create(Definition definition) {
    return insert(definition, tx -> "detector_" + tx.next("detector"), false, Status.CREATED);
  }

  private Detector insert(
      Definition definition, Function<Tx, String> id, boolean provisioned, Status status) {
    if (registry.all().size() >= most) {
      throw UnavailableException.limit(
          "There are " + most + " detectors, the most that are configured (limits.detectors).");
    }
    return database.write(
        tx -> {
          String newId = id.apply(tx);
          refuseTakenName(tx, definition.name(), newId);
          Instant now = now();
          Detector detector =
              new Detector(
                  newId,
                  definition,
                  status,
                  null,
                  provisioned,
                  now,
                  now,
                  null,
                  store.retiredVersion(tx, newId) + 1);
          store.insert(tx, detector);
          ownership.claim(tx, newId);
          announce(tx, new DetectorChange(DetectorChange.Kind.CREATED, null, detector, false, now));
          return detector;
        });
  }

  /**
   * @param ifMatch the entity tags that the caller accepts; null for any
   */
  UpdatedDetector update(String id, Definition definition, String ifMatch) {
    Detector present = registry.get(id);
    refuseProvisioned(present);
    return replace(id, definition, ifMatch);
  }

  private UpdatedDetector replace(String id, Definition definition, String ifMatch) {
    return exclusively(
        id,
        (tx, before) -> {
          PreconditionFailedException.refuseOther("detector", before.entityTag(), ifMatch);
          refuseTakenName(tx, definition.name(), id);
          Instant now = now();
          Detector after = before.with(definition, now);
          boolean reset = before.definition().resetsState(definition);
          store.update(tx, after);
          announce(tx, new DetectorChange(DetectorChange.Kind.UPDATED, before, after, reset, now));
          return new UpdatedDetector(after, reset);
        });
  }

  void delete(String id) {
    refuseProvisioned(registry.get(id));
    remove(id, tx -> {});
  }

  private void remove(String id, Consumer<Tx> before) {
    exclusively(
        id,
        (tx, detector) -> {
          before.accept(tx);
          store.delete(tx, detector);
          announce(
              tx, new DetectorChange(DetectorChange.Kind.DELETED, detector, null, true, now()));
          return null;
        });
  }

  Detector start(String id) {
    return transition(id, Status.RUNNING, DetectorChange.Kind.STARTED);
  }

  Detector stop(String id) {
    return transition(id, Status.STOPPED, DetectorChange.Kind.STOPPED);
  }

  private Detector transition(String id, Status status, DetectorChange.Kind kind) {
    return exclusively(
        id,
        (tx, before) -> {
          if (before.status() == status) {
            return before;
          }
          return change(tx, before, detector -> detector.with(status, null, now()), kind);
        });
  }

  private Detector change(
      Tx tx, Detector before, UnaryOperator<Detector> how, DetectorChange.Kind kind) {
    Detector after = how.apply(before);
    store.update(tx, after);
    announce(tx, new DetectorChange(kind, before, after, false, after.updatedAt()));
    return after;
  }

  private interface Work<T> {
    T run(Tx tx, Detector present);
  }

  private <T> T exclusively(String id, Work<T> work) {
    registry.get(id);
    var lock = registry.lock(id).writeLock();
    lock.lock();
    try {
      return database.write(
          tx -> {
            ownership.check(tx, id);
            return work.run(tx, registry.get(id));
          });
    } catch (StorageException e) {
      ownership.doubt(id);
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private void announce(Tx tx, DetectorChange change) {
    if (change.after() != null) {
      tx.afterCommit(() -> registry.put(change.after()));
    } else {
      tx.afterCommit(() -> registry.remove(change.id()));
    }
    tx.tell(News.DETECTORS);
    for (DetectorObserver observer : observers) {
      observer.changed(tx, change);
    }
    String type = "detector_" + change.kind().name().toLowerCase(Locale.ROOT);
    Detector detector = change.detector();
    long version = detector.version() + (change.after() == null ? 1 : 0);
    tx.emit(
        new PendingEvent(
            detector.id() + "." + type + "." + version,
            type,
            "detectors",
            change.at(),
            detector.id(),
            json.write(detector.withVersion(version))));
  }

  private void refuseTakenName(Tx tx, String name, String byOtherThan) {
    store.lockNames(tx);
    if (store.nameTaken(tx, name, byOtherThan)) {
      throw new ConflictException(
          "name-taken", "Another detector has the name \"" + name + "\"; names are unique.");
    }
  }

  private static void refuseProvisioned(Detector detector) {
    if (detector.provisioned()) {
      throw new ConflictException(
          "provisioned",
          "This detector comes from a provisioning file; change or remove the file instead.");
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public Set<String> provisionedIds() {
    return registry.all().stream()
        .filter(Detector::provisioned)
        .map(Detector::id)
        .filter(ownership::owns)
        .collect(Collectors.toSet());
  }

  @Override
  public boolean provision(String id, JsonNode json, boolean start) {
    Definition definition = DefinitionReader.read(json);
    Detector present = registry.find(id).orElse(null);
    if (!ownership.owns(present == null ? Ownership.DISPATCHER : id)) {
      return present != null
          && present.provisioned()
          && present.definition().equals(definition)
          && !turns(present, start);
    }
    if (present == null) {
      insert(definition, tx -> id, true, Status.CREATED);
      if (start) {
        start(id);
      }
      return true;
    }
    if (!present.provisioned()) {
      throw new ConflictException(
          "id-taken", "A detector with the id " + id + " was made through the API.");
    }
    if (!present.definition().equals(definition)) {
      replace(id, definition, null);
    }
    if (turns(present, start)) {
      transition(
          id,
          start ? Status.RUNNING : Status.STOPPED,
          start ? DetectorChange.Kind.STARTED : DetectorChange.Kind.STOPPED);
    }
    return true;
  }

  /** Whether the detector must be started or stopped; one that never ran needs no stop. */
  private static boolean turns(Detector present, boolean start) {
    return start != present.running() && (start || present.status() != Status.CREATED);
  }

  @Override
  public boolean shared() {
    return ownership.shared();
  }

  @Override
  public void deprovision(String id) {
    remove(id, tx -> store.retire(tx, id, registry.get(id).version() + 1));
  }
}
