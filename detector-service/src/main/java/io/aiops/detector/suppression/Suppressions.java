package io.aiops.detector.suppression;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.detector.store.Database;
import io.aiops.detector.store.News;
import io.aiops.detector.store.StorageException;
import io.quarkus.scheduler.Scheduled;

/**
 * The committed suppressions in memory, so that scoring asks no database. Every replica hears of a
 * change at once, and looks for one that it missed every few seconds.
 */
@ApplicationScoped
public class Suppressions {

  private static final Logger LOG = Logger.getLogger(Suppressions.class);
  private static final long NEVER = -1;

  private final Database database;
  private final SuppressionStore store;
  private long changes = NEVER;
  private volatile RuleSet current = RuleSet.NONE;

  Suppressions(Database database, SuppressionStore store) {
    this.database = database;
    this.store = store;
  }

  /** As of the last change that is known here. */
  public RuleSet current() {
    return current;
  }

  /** Reads them for the first time, before the first point is scored. */
  public void start() {
    refresh();
    database.on(News.SUPPRESSIONS, this::follow);
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void follow() {
    try {
      refresh();
    } catch (StorageException e) {
      LOG.debugf("Suppressions stay as they are until the database is back: %s", e.getMessage());
    }
  }

  /** Nobody waits here while a set is compiled but who asked for it too: the newest one stays. */
  private synchronized void refresh() {
    database.read(
        tx -> {
          long present = store.changes(tx);
          if (present != changes) {
            current = new RuleSet(store.all(tx));
            changes = present;
          }
          return present;
        });
  }
}
