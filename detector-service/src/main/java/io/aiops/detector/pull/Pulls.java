package io.aiops.detector.pull;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.detector.Detector;
import io.aiops.detector.detector.DetectorChange;
import io.aiops.detector.detector.DetectorObserver;
import io.aiops.detector.scoring.CheckpointParticipant;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.Tx;

/** The pulls of all detectors: made, moved and ended in the transactions that cause it. */
@ApplicationScoped
public class Pulls implements DetectorObserver, CheckpointParticipant {

  private final ConcurrentMap<String, LivePull> pulls = new ConcurrentHashMap<>();
  private final PullStore store;
  private final Ownership ownership;
  private final Database database;
  private final long historyMillis;

  public Pulls(PullStore store, Ownership ownership, Database database, AiopsConfig config) {
    this.store = store;
    this.ownership = ownership;
    this.database = database;
    this.historyMillis = config.history().toMillis();
  }

  /** Reads the pulls of all detectors that are owned here. */
  public void load() {
    database.<List<Pull>>read(store::all).stream()
        .filter(pull -> ownership.owns(pull.owner()))
        .forEach(this::put);
  }

  /** Reads the pulls of a detector, or that of a preview. */
  public void load(String owner) {
    database.<List<Pull>>read(tx -> store.ofOwner(tx, owner)).forEach(this::put);
  }

  /** Forgets the pulls of a detector or preview, and answers their ids. */
  List<String> drop(String owner) {
    List<String> ids =
        pulls.values().stream()
            .map(LivePull::pull)
            .filter(pull -> pull.owner().equals(owner))
            .map(Pull::id)
            .toList();
    ids.forEach(pulls::remove);
    return ids;
  }

  private void put(Pull pull) {
    pulls.put(pull.id(), new LivePull(pull));
  }

  Optional<LivePull> find(String id) {
    return Optional.ofNullable(pulls.get(id));
  }

  Collection<LivePull> all() {
    return pulls.values();
  }

  /** What hinders the pull of a detector, if anything does. */
  public Optional<Hindrance> hindrance(String detectorId) {
    return find(detectorId)
        .map(live -> live.pull().failure())
        .map(failure -> new Hindrance(failure.code(), failure.message(), failure.since()));
  }

  /** Why a pull does not get on, and since when. */
  public record Hindrance(String code, String message, Instant since) {}

  @Override
  public void changed(Tx tx, DetectorChange change) {
    switch (change.kind()) {
      case CREATED -> {}
      case STARTED -> start(tx, change.after(), change.at());
      case STOPPED -> stop(tx, change.id());
      case DELETED -> remove(tx, change.id());
      case UPDATED -> update(tx, change);
    }
  }

  private void update(Tx tx, DetectorChange change) {
    LivePull live = pulls.get(change.id());
    if (change.resetsState()) {
      remove(tx, change.id());
      if (change.after().running() && change.after().definition().source() != null) {
        create(tx, change.after(), change.at(), live == null ? 0 : live.pull().token() + 1);
      }
    } else if (live != null) {
      activate(tx, live, change.after(), live.pull().active(), live.position());
    }
  }

  private void start(Tx tx, Detector detector, Instant now) {
    if (detector.definition().source() == null) {
      return;
    }
    LivePull live = pulls.get(detector.id());
    if (live == null) {
      create(tx, detector, now, 0);
    } else {
      long oldest = aligned(now.toEpochMilli() - historyMillis, detector);
      activate(tx, live, detector, true, Math.max(live.position(), oldest));
    }
  }

  private void stop(Tx tx, String id) {
    LivePull live = pulls.get(id);
    if (live != null) {
      store.activate(
          tx, id, false, Instant.ofEpochMilli(live.storedPosition()), live.pull().delayMillis());
      long position = live.position();
      Pull stored = store.find(tx, id).orElseThrow();
      tx.afterCommit(
          () -> {
            live.stored(stored);
            live.advance(position);
          });
    }
  }

  /** The stored position stays: it moves with the states at the next checkpoint. */
  private void activate(Tx tx, LivePull live, Detector detector, boolean active, long position) {
    boolean skips = position > live.position();
    Instant stored = Instant.ofEpochMilli(skips ? position : live.storedPosition());
    store.activate(tx, live.pull().id(), active, stored, detector.definition().delay().toMillis());
    Pull changed = store.find(tx, live.pull().id()).orElseThrow();
    tx.afterCommit(
        () -> {
          live.stored(changed);
          live.advance(position);
        });
  }

  private void create(Tx tx, Detector detector, Instant now, long token) {
    long start = aligned(now.toEpochMilli() - historyMillis, detector);
    Pull pull =
        new Pull(
            detector.id(),
            detector.id(),
            null,
            detector.definition().source().name(),
            detector.definition().source().query(),
            Pull.kind(detector.definition()),
            detector.definition().interval().toMillis(),
            detector.definition().delay().toMillis(),
            null,
            null,
            now,
            Instant.ofEpochMilli(start),
            true,
            null,
            token,
            Instant.EPOCH,
            null);
    add(tx, pull);
  }

  void add(Tx tx, Pull pull) {
    store.insert(tx, pull);
    tx.afterCommit(() -> put(pull));
  }

  private void remove(Tx tx, String detectorId) {
    pulls.values().stream()
        .map(LivePull::pull)
        .filter(pull -> detectorId.equals(pull.detectorId()))
        .forEach(pull -> end(tx, pull.id()));
  }

  /** Lets workers have the pull of a job that waited. */
  void begin(Tx tx, LivePull live) {
    store.begin(tx, live.pull().id());
    store
        .find(tx, live.pull().id())
        .ifPresent(changed -> tx.afterCommit(() -> live.stored(changed)));
  }

  void end(Tx tx, String id) {
    store.delete(tx, id);
    tx.afterCommit(() -> pulls.remove(id));
  }

  private static long aligned(long millis, Detector detector) {
    long interval = detector.definition().interval().toMillis();
    return Math.floorDiv(millis, interval) * interval;
  }

  @Override
  public void rewind(String detectorId) {
    find(detectorId).ifPresent(LivePull::rewind);
  }

  @Override
  public Optional<Consumer<Tx>> capture(String detectorId) {
    LivePull live = pulls.get(detectorId);
    if (live == null || !live.moved()) {
      return Optional.empty();
    }
    int rewinds = live.rewinds();
    long position = live.position();
    return Optional.of(
        tx -> {
          if (live.rewinds() == rewinds) {
            store.position(tx, detectorId, position);
            tx.afterCommit(() -> live.storedUpTo(position));
          }
        });
  }
}
