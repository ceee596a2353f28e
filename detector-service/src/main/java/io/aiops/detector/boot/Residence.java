package io.aiops.detector.boot;

import jakarta.enterprise.context.ApplicationScoped;

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

  private final Database database;
  private final DetectorStore store;
  private final DetectorRegistry registry;
  private final Ownership ownership;
  private final Engine engine;
  private final Pulls pulls;
  private final HistoryJobs jobs;
  private final Checkpoints checkpoints;
  private final Dispatcher dispatcher;

  public Residence(
      Database database,
      DetectorStore store,
      DetectorRegistry registry,
      Ownership ownership,
      Engine engine,
      Pulls pulls,
      HistoryJobs jobs,
      Checkpoints checkpoints,
      Dispatcher dispatcher) {
    this.database = database;
    this.store = store;
    this.registry = registry;
    this.ownership = ownership;
    this.engine = engine;
    this.pulls = pulls;
    this.jobs = jobs;
    this.checkpoints = checkpoints;
    this.dispatcher = dispatcher;
  }

  @Override
  public void gained(String name) {
    if (name.equals(Ownership.DISPATCHER)) {
      dispatcher.start();
      return;
    }
    registry
        .reload(database, store, name)
        .ifPresent(
            detector -> {
              engine.load(detector);
              pulls.load(name);
            });
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
    checkpoints.saveAndLeave(name, () -> lost(name));
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
