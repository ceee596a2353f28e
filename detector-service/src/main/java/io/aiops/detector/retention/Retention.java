package io.aiops.detector.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.json.Durations;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.Expiring;
import io.aiops.detector.store.StorageException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;

/** Deletes what ended long ago, so that the database does not grow for ever. */
@ApplicationScoped
class Retention {

  private static final Logger LOG = Logger.getLogger(Retention.class);

  /** Rows of one transaction: others wait no longer than these take. */
  private static final int MOST = 200;

  private static final Duration ROUND = Duration.ofMinutes(10);

  private final List<Expiring> kinds;
  private final Ownership ownership;
  private final Database database;
  private final Clock clock;
  private final MeterRegistry registry;
  private final Duration keep;
  private Instant last = Instant.MIN;

  Retention(
      @All List<Expiring> kinds,
      Ownership ownership,
      Database database,
      Clock clock,
      MeterRegistry registry,
      AiopsConfig config) {
    this.kinds = kinds;
    this.ownership = ownership;
    this.database = database;
    this.clock = clock;
    this.registry = registry;
    this.keep = config.retention();
    kinds.forEach(this::deleted);
  }

  private Counter deleted(Expiring kind) {
    return Counter.builder("aiops.retention.deleted")
        .description("What was deleted because it ended longer ago than aiops.retention")
        .tag("kind", kind.kind())
        .register(registry);
  }

  /**
   * A clock that has jumped since the last round is not believed before the next one: what a wrong
   * time deletes does not come back when the clock is set right.
   */
  @Scheduled(
      every = "10m",
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  synchronized void round() {
    Instant now = clock.instant();
    boolean steady = !now.isBefore(last) && now.minus(ROUND.multipliedBy(2)).isBefore(last);
    last = now;
    if (!steady || keep.isZero() || !ownership.owns(Ownership.DISPATCHER)) {
      return;
    }
    try {
      int deleted;
      do {
        deleted = expire(now.minus(keep));
      } while (deleted > 0);
    } catch (StorageException | UnavailableException e) {
      LOG.debugf("Deleting what is old waits for the database: %s", e.getMessage());
    }
  }

  private int expire(Instant before) {
    int all = 0;
    for (Expiring kind : kinds) {
      int count =
          database.write(
              tx -> {
                ownership.check(tx, Ownership.DISPATCHER);
                return kind.expire(tx, before, MOST);
              });
      if (count > 0) {
        deleted(kind).increment(count);
        LOG.infof(
            "Deleted what ended long ago: %s=%d keep=%s",
            kind.kind(), count, Durations.format(keep));
      }
      all += count;
    }
    return all;
  }
}
