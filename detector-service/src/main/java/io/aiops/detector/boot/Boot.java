package io.aiops.detector.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.detector.DetectorRegistry;
import io.aiops.detector.detector.DetectorStore;
import io.aiops.detector.event.Dispatcher;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.provisioning.Provisioning;
import io.aiops.detector.pull.Pulls;
import io.aiops.detector.scoring.Checkpoints;
import io.aiops.detector.scoring.Engine;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.StorageException;
import io.aiops.detector.suppression.Suppressions;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** The order in which the parts come up, before the first request is taken, and go down. */
@ApplicationScoped
public class Boot {

  private static final Logger LOG = Logger.getLogger(Boot.class);

  private final Database database;
  private final DetectorStore store;
  private final DetectorRegistry registry;
  private final Engine engine;
  private final Pulls pulls;
  private final Ownership ownership;
  private final Residence residence;
  private final Provisioning provisioning;
  private final Dispatcher dispatcher;
  private final Checkpoints checkpoints;
  private final Suppressions suppressions;

  public Boot(
      Database database,
      DetectorStore store,
      DetectorRegistry registry,
      Engine engine,
      Pulls pulls,
      Ownership ownership,
      Residence residence,
      Provisioning provisioning,
      Dispatcher dispatcher,
      Checkpoints checkpoints,
      Suppressions suppressions) {
    this.database = database;
    this.store = store;
    this.registry = registry;
    this.engine = engine;
    this.pulls = pulls;
    this.ownership = ownership;
    this.residence = residence;
    this.provisioning = provisioning;
    this.dispatcher = dispatcher;
    this.checkpoints = checkpoints;
    this.suppressions = suppressions;
  }

  void up(@Observes StartupEvent event) {
    database.insist(() -> registry.load(database, store));
    database.insist(suppressions::start);
    database.insist(engine::load);
    database.insist(pulls::load);
    database.insist(() -> ownership.start(residence));
    provisioning.start();
  }

  /** Not ready any more, but still answering: others take over before the door closes. */
  void leave(@Observes ShutdownDelayInitiatedEvent event) {
    attempt("Detectors could not be given back", ownership::leave);
  }

  /** Each step is tried, whatever became of the one before. */
  void down(@Observes ShutdownEvent event) {
    attempt("Positions of subscribers could not be saved", dispatcher::stop);
    attempt("The last checkpoint could not be saved", () -> checkpoints.save(true));
    attempt("Leases could not be given back", ownership::stop);
  }

  private static void attempt(String failing, Runnable step) {
    try {
      step.run();
    } catch (StorageException | UnavailableException e) {
      LOG.errorf("%s: %s", failing, e.getMessage());
    }
  }
}
