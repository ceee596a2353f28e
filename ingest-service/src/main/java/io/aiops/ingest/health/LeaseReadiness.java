package io.aiops.ingest.health;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import io.aiops.ingest.pull.LeaseState;
import io.aiops.ingest.pull.PullManager;
import io.aiops.ingest.source.Source;
import io.aiops.ingest.source.SourceRegistry;
import io.aiops.ingest.source.SourceState;
import io.aiops.ingest.source.SourceStates;

/**
 * Ready from the first successful lease on. It stays ready when detector-service goes away later:
 * this service can do nothing about it, and its answers about sources are still right.
 */
@Readiness
@Singleton
public final class LeaseReadiness implements HealthCheck {

  private final PullManager pulls;
  private final SourceRegistry sources;
  private final SourceStates states;

  public LeaseReadiness(PullManager pulls, SourceRegistry sources, SourceStates states) {
    this.pulls = pulls;
    this.sources = sources;
    this.states = states;
  }

  @Override
  public HealthCheckResponse call() {
    LeaseState lease = pulls.state();
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("pulls")
            .status(lease.since().isPresent())
            .withData("pulls", pulls.pulls())
            .withData("last_lease", lease.last().map(Object::toString).orElse("never"))
            .withData("lease_error", lease.error().orElse("none"));
    for (Source source : sources.all()) {
      SourceState state = states.of(source);
      String text =
          state
              .reachable()
              .map(up -> up ? "reachable" : "unreachable: " + state.lastError().orElse("unknown"))
              .orElse("not checked yet");
      answer.withData("source." + source.name(), text);
    }
    return answer.build();
  }
}
