package io.aiops.detector.boot;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.cluster.Calls;
import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.cluster.Tenant;
import io.aiops.detector.detector.DetectorRegistry;
import io.aiops.detector.detector.DetectorStore;
import io.aiops.detector.event.Dispatcher;
import io.aiops.detector.pull.HistoryJobs;
import io.aiops.detector.pull.Pulls;
import io.aiops.detector.scoring.Checkpoints;
import io.aiops.detector.scoring.Engine;
import io.aiops.detector.store.Database;

/**
 * What moves in when this replica becomes the owner of something, and out when it is not any more.
 */
@ApplicationScoped
public class Residence implements Tenant {

  /** Calls that are under way when a detector is given back are answered first, up to this long. */
  private static final Duration ANSWERED = Duration.ofSeconds(5);

  private final Database database;
  private final DetectorStore store;
  private final DetectorRegistry registry;
  private final Ownership ownership;
  private final Engine engine;
  private final Pulls pulls;
  private final HistoryJobs jobs;
  private final Checkpoints checkpoints;
  private final Dispatcher dispatcher;
  private final Calls calls;

  public Residence(
      Database database,
      DetectorStore store,
      DetectorRegistry registry,
      Ownership ownership,
      Engine engine,
      Pulls pulls,
      HistoryJobs jobs,
      Checkpoints checkpoints,
      Dispatcher dispatcher,
      Calls calls) {
    this.database = database;
    this.store = store;
    this.registry = registry;
    this.ownership = ownership;
    this.engine = engine;
    this.pulls = pulls;
    this.jobs = jobs;
    this.checkpoints = checkpoints;
    this.dispatcher = dispatcher;
    this.calls = calls;
  }

  @Override
  public void gained(String name) {
    if (name.equals(Ownership.DISPATCHER)) {
      dispatcher.start();
      return;
    }
    registry.reload(database, store, name).ifPresent(engine::load);
    pulls.load(name);
  }

  @Override
  public void lost(String name) {
    if (name.equals(Ownership.DISPATCHER)) {
      dispatcher.abandon();
      return;
    }
    engine.drop(name);
    jobs.drop(name);
  }

  @Override
  public void leaving(String name) {
    calls.awaitNone(name, ANSWERED);
    if (registry.find(name).isPresent()) {
      checkpoints.saveAndLeave(name, () -> lost(name));
    } else {
      lost(name);
    }
  }

  @Override
  public long weight(String detectorId) {
    return 1L + engine.entities(detectorId);
  }

  @Override
  public void refresh() {
    registry.refresh(database, store, ownership::owns);
  }
}
