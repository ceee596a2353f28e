package io.aiops.detector.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.aiops.detector.detector.Detector;
import io.aiops.detector.detector.DetectorRegistry;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.scoring.DetectorStatistics;
import io.aiops.detector.scoring.WarmUp;

/** Status and health of detectors. */
@Path("/api/detectors")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Detectors")
public class StatusResource {

  private static final double MILLIS_PER_SECOND = 1000;

  private final DetectorRegistry registry;
  private final DetectorStatistics statistics;
  private final HealthMonitor monitor;
  private final Clock clock;

  public StatusResource(
      DetectorRegistry registry,
      DetectorStatistics statistics,
      HealthMonitor monitor,
      Clock clock) {
    this.registry = registry;
    this.statistics = statistics;
    this.monitor = monitor;
    this.clock = clock;
  }

  @GET
  @Path("/{id}/status")
  @Operation(operationId = "getStatus", summary = "What a detector is doing")
  public StatusReport status(@PathParam("id") String id) {
    Detector detector = registry.get(id);
    DetectorStatistics.Snapshot now =
        statistics.of(id).orElseThrow(() -> UnavailableException.elsewhere(id));
    return new StatusReport(
        id,
        detector.status().text(),
        detector.statusReason(),
        WarmUp.phase(now.ready()),
        now.progress(),
        detector.startedAt(),
        now.lastPointAt(),
        lag(now.lastPointAt()),
        now.entities(),
        now.memoryBytes(),
        now.points(),
        now.anomalies(),
        now.openAnomalies(),
        new StatusReport.Latency(now.latencyP50(), now.latencyP99()),
        StatusReport.Model.of(now));
  }

  private Double lag(Instant lastPoint) {
    return lastPoint == null
        ? null
        : Math.max(0, Duration.between(lastPoint, clock.instant()).toMillis()) / MILLIS_PER_SECOND;
  }

  @GET
  @Path("/{id}/health")
  @Operation(operationId = "getHealth", summary = "How well a detector can do its work")
  public HealthReport health(@PathParam("id") String id) {
    return monitor.report(registry.get(id));
  }
}
