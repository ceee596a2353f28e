package io.aiops.detector.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jboss.logging.Logger;

import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.News;
import io.aiops.detector.store.StorageException;
import io.aiops.detector.store.Tx;

/**
 * Takes, renews and gives back the leases of this replica. One thread renews, another loads and
 * forgets, so that loading much never costs a lease.
 *
 * <p>Two things guard against an owner that was stopped and wakes: by its own monotonic clock it
 * knows at once that its leases have run out, and each of its writes finds that the token in the
 * database is another one.
 */
final class LeaseKeeper implements Ownership {

  private static final Logger LOG = Logger.getLogger(LeaseKeeper.class);

  /**
   * Moving costs a pause; a replica gives something back only beyond this multiple of its share.
   */
  private static final double WORTHWHILE = 1.1;

  private final Database database;
  private final LeaseStore store;
  private final String replica;
  private final String address;
  private final long leaseMillis;
  private final long renewMillis;

  /** Tokens as the database gave them to this replica, by name. */
  private final ConcurrentMap<String, Long> leased = new ConcurrentHashMap<>();

  /** Tokens under which the tenant has loaded something, by name. */
  private final ConcurrentMap<String, Long> loaded = new ConcurrentHashMap<>();

  /** Weights as the database has them; only the renewal changes them. */
  private final Map<String, Long> weighed = new HashMap<>();

  /** When detectors were made here; a renewal that began before does not know them. */
  private final ConcurrentMap<String, Long> claims = new ConcurrentHashMap<>();

  /** What is being given back, and is not to be served any more. */
  private final Set<String> leaving = ConcurrentHashMap.newKeySet();

  private final ScheduledExecutorService renewing =
      Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "lease-renewal"));
  private final ExecutorService moving =
      Executors.newSingleThreadExecutor(work -> daemon(work, "lease-moves"));
  private final AtomicBoolean moveWaits = new AtomicBoolean();
  private final AtomicBoolean retired = new AtomicBoolean();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile Tenant tenant;
  private volatile long validUntil;

  LeaseKeeper(
      Database database,
      LeaseStore store,
      String replica,
      String address,
      long leaseMillis,
      long renewMillis) {
    this.database = database;
    this.store = store;
    this.replica = replica;
    this.address = address;
    this.leaseMillis = leaseMillis;
    this.renewMillis = renewMillis;
    this.validUntil = System.nanoTime();
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void start(Tenant keeper) {
    tenant = keeper;
    renew();
    move();
    LOG.infof("Joined as replica=%s address=%s with leases=%d", replica, address, leased.size());
    var unused =
        renewing.scheduleWithFixedDelay(
            this::round, renewMillis, renewMillis, TimeUnit.MILLISECONDS);
    database.on(News.DETECTORS, this::moveSoon);
    database.on(News.LEASES, this::roundSoon);
  }

  @Override
  public void leave() {
    try {
      if (database.<Boolean>write(tx -> store.retire(tx, replica))) {
        retired.set(true);
        moving.submit(this::giveAllBack).get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.warnf("Not all could be given back: %s", e.getCause().getMessage());
    }
  }

  private void giveAllBack() {
    List<String> names = heaviestFirst();
    names.forEach(this::giveBack);
    if (loaded.containsKey(DISPATCHER)) {
      giveBack(DISPATCHER);
    }
    LOG.infof("Gave everything back before the end: detectors=%d", names.size());
  }

  @Override
  public void stop() {
    stopped.set(true);
    renewing.shutdownNow();
    moving.shutdownNow();
    awaitLastRenewal();
    leased.clear();
    database.run(
        tx -> {
          store.leave(tx, replica);
          tx.tell(News.LEASES);
        });
  }

  /** One that is under way would join again after all is given back. */
  private void awaitLastRenewal() {
    try {
      if (!renewing.awaitTermination(leaseMillis, TimeUnit.MILLISECONDS)) {
        LOG.warn("The last renewal of leases does not end; they may run until they expire");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void roundSoon() {
    if (!stopped.get()) {
      renewing.execute(this::round);
    }
  }

  private void round() {
    if (stopped.get()) {
      return;
    }
    try {
      renew();
    } catch (StorageException e) {
      LOG.debugf("Leases could not be renewed: %s", e.getMessage());
    } catch (RuntimeException e) {
      LOG.errorf(e, "Leases could not be renewed for an unforeseen reason");
    }
    moveSoon();
  }

  /** Signs of life, renewal and taking what is free; one short transaction. */
  private void renew() {
    long start = System.nanoTime();
    Map<String, Long> weights = changedWeights();
    Map<String, Long> mine =
        database.write(
            tx -> {
              if (!retired.get()) {
                store.heartbeat(tx, replica, address, leaseMillis);
              }
              Map<String, Long> tokens = new HashMap<>(store.renew(tx, replica, leaseMillis));
              weights.forEach((name, weight) -> store.weigh(tx, name, replica, weight));
              if (!retired.get()) {
                tokens.putAll(store.take(tx, wanted(tx), replica, address, leaseMillis));
              }
              return tokens;
            });
    weighed.keySet().retainAll(mine.keySet());
    weighed.putAll(weights);
    mine.keySet().removeAll(leaving);
    claims.values().removeIf(claimed -> claimed - start < 0);
    leased.keySet().removeIf(name -> !mine.containsKey(name) && !claims.containsKey(name));
    leased.putAll(mine);
    validUntil = start + TimeUnit.MILLISECONDS.toNanos(leaseMillis);
  }

  private Map<String, Long> changedWeights() {
    Map<String, Long> changed = new HashMap<>();
    for (String name : loaded.keySet()) {
      long weight = name.equals(DISPATCHER) ? 0 : tenant.weight(name);
      if (!Long.valueOf(weight).equals(weighed.get(name))) {
        changed.put(name, weight);
      }
    }
    return changed;
  }

  /** The task, and free detectors up to a fair share: whatever is free is wanted by somebody. */
  private List<String> wanted(Tx tx) {
    List<String> names = new ArrayList<>(List.of(DISPATCHER));
    LeaseStore.Count count = store.count(tx, replica);
    long held = count.held();
    for (LeaseStore.Free free : store.free(tx, replica, address)) {
      if (held < count.share()) {
        names.add(free.name());
        held += free.weight();
      }
    }
    return names;
  }

  private void moveSoon() {
    if (!stopped.get() && moveWaits.compareAndSet(false, true)) {
      moving.execute(
          () -> {
            moveWaits.set(false);
            move();
          });
    }
  }

  /** Brings what is loaded in line with what is leased, and then with a fair share. */
  private void move() {
    try {
      for (String name : List.copyOf(loaded.keySet())) {
        if (!loaded.get(name).equals(leased.get(name))) {
          loaded.remove(name);
          tenant.lost(name);
          LOG.infof("Gave up what another replica has: name=%s", name);
        }
      }
      tenant.refresh();
      if (!retired.get()) {
        leased.forEach(this::load);
        giveBackSurplus();
      }
    } catch (StorageException e) {
      LOG.debugf("Waiting for the database: %s", e.getMessage());
    } catch (RuntimeException e) {
      LOG.errorf(e, "Leases could not be followed for an unforeseen reason");
    }
  }

  private void load(String name, long token) {
    if (loaded.containsKey(name) || claims.containsKey(name) || stopped.get()) {
      return;
    }
    tenant.gained(name);
    loaded.put(name, token);
  }

  private void giveBackSurplus() {
    LeaseStore.Count count = database.read(tx -> store.count(tx, replica));
    List<String> names = new ArrayList<>();
    long held = count.held();
    if (held <= WORTHWHILE * count.share()) {
      return;
    }
    for (String name : heaviestFirst()) {
      long weight = tenant.weight(name);
      if (held - weight >= count.share()) {
        names.add(name);
        held -= weight;
      }
    }
    if (names.isEmpty()) {
      return;
    }
    for (String name : names) {
      giveBack(name);
    }
    LOG.infof("Gave back for others to take: detectors=%s", names);
  }

  private List<String> heaviestFirst() {
    return loaded.keySet().stream()
        .filter(name -> !name.equals(DISPATCHER))
        .sorted(Comparator.comparing(tenant::weight).reversed().thenComparing(name -> name))
        .toList();
  }

  private void giveBack(String name) {
    leaving.add(name);
    try {
      leased.remove(name);
      tenant.leaving(name);
      loaded.remove(name);
      database.run(
          tx -> {
            store.release(tx, name, replica);
            tx.tell(News.LEASES);
          });
    } finally {
      leaving.remove(name);
    }
  }

  @Override
  public boolean owns(String name) {
    Long token = loaded.get(name);
    return token != null && token.equals(leased.get(name)) && System.nanoTime() - validUntil < 0;
  }

  @Override
  public void check(Tx tx, String name) {
    Long token = loaded.get(name);
    if (token != null && store.holds(tx, name, replica, token)) {
      return;
    }
    doubt(name);
    throw UnavailableException.elsewhere(name);
  }

  /**
   * Without a lease it is forgotten; where the lease still runs, the next renewal loads it again.
   */
  @Override
  public void doubt(String name) {
    leased.remove(name);
    moveSoon();
  }

  @Override
  public void claim(Tx tx, String detectorId) {
    claim(tx, detectorId, detectorId);
  }

  @Override
  public void claimPreview(Tx tx, String jobId) {
    claim(tx, jobId, null);
  }

  private void claim(Tx tx, String name, String detectorId) {
    store.insert(tx, name, detectorId, replica, address, leaseMillis);
    tx.afterCommit(
        () -> {
          claims.put(name, System.nanoTime());
          leased.put(name, 1L);
          loaded.put(name, 1L);
        });
  }

  @Override
  public void endPreview(Tx tx, String jobId) {
    store.delete(tx, jobId);
    tx.afterCommit(
        () -> {
          claims.remove(jobId);
          leased.remove(jobId);
          loaded.remove(jobId);
        });
  }

  @Override
  public Optional<Owner> owner(Tx tx, String name) {
    return store.owner(tx, name);
  }

  @Override
  public Map<String, String> addresses(Tx tx) {
    return store.addresses(tx);
  }

  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public String address() {
    return address;
  }
}
