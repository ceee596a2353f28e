package io.aiops.ingest.health;

import java.time.Duration;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

import io.aiops.ingest.config.IngestConfig;
import io.aiops.ingest.pull.PullManager;

/** Alive while the loop that leases pulls goes round, whatever others answer. */
@Liveness
@Singleton
public final class LoopLiveness implements HealthCheck {

  /** Rounds without a sign of life after which only a restart helps. */
  private static final int SILENT_ROUNDS = 12;

  private final PullManager pulls;
  private final Duration patience;

  public LoopLiveness(PullManager pulls, IngestConfig config) {
    this.pulls = pulls;
    this.patience =
        config.lease().every().plus(config.lease().timeout()).multipliedBy(SILENT_ROUNDS);
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("lease loop")
        .status(pulls.sinceTick().compareTo(patience) < 0)
        .build();
  }
}
