package io.aiops.detector.validation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.detector.detector.Definition;
import io.aiops.detector.detector.DefinitionReader;
import io.aiops.detector.detector.DetectorRegistry;
import io.aiops.detector.json.Json;
import io.aiops.detector.problem.InvalidInputException;
import io.aiops.detector.problem.Violation;
import io.aiops.detector.scoring.DetectorStatistics;
import io.aiops.detector.source.SourceService;

/** Says what is wrong with a definition and what it would cost, without making anything of it. */
@Path("/api/detectors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Detectors")
public class ValidationResource {

  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  /** More false alarms a week than this and nobody looks at them. */
  private static final double MANY_ALARMS = 50;

  private final DetectorRegistry registry;
  private final DetectorStatistics statistics;
  private final SourceService sources;
  private final Json json;

  public ValidationResource(
      DetectorRegistry registry, DetectorStatistics statistics, SourceService sources, Json json) {
    this.registry = registry;
    this.statistics = statistics;
    this.sources = sources;
    this.json = json;
  }

  @POST
  @Path("/validate")
  @Operation(
      operationId = "validateDetector",
      summary = "Checks a definition and estimates its cost, without creating anything")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Definition.class)))
  public Validation validate(String body) throws JsonProcessingException {
    JsonNode tree = json.tree(body);
    Definition definition;
    try {
      definition = DefinitionReader.read(tree);
    } catch (InvalidInputException e) {
      return new Validation(false, e.violations(), List.of(), null);
    }
    return new Validation(true, List.of(), warnings(definition), estimate(definition));
  }

  private List<Violation> warnings(Definition definition) {
    List<Violation> warnings = new ArrayList<>();
    boolean taken =
        registry.all().stream()
            .anyMatch(detector -> detector.definition().name().equals(definition.name()));
    if (taken) {
      warnings.add(new Violation("name", "is taken by another detector; names are unique"));
    }
    if (definition.source() != null && !sources.mayExist(definition.source().name())) {
      warnings.add(
          new Violation(
              "source.name",
              "is no source that ingest-service has reported; nothing can be pulled from it"));
    }
    if (definition.alertBudgetPerWeek() > MANY_ALARMS) {
      warnings.add(
          new Violation(
              "alert_budget_per_week", "is more than " + (long) MANY_ALARMS + " alarms a week"));
    }
    return warnings;
  }

  /** A query that is asked already has as many entities again; of any other one is assumed. */
  private Validation.Estimate estimate(Definition definition) {
    long entities =
        registry.all().stream()
            .filter(detector -> definition.source() != null)
            .filter(detector -> Objects.equals(detector.definition().source(), definition.source()))
            .flatMap(detector -> statistics.of(detector.id()).stream())
            .mapToLong(DetectorStatistics.Snapshot::entities)
            .max()
            .orElse(0);
    entities = Math.max(1, entities);
    return new Validation.Estimate(
        entities,
        entities * statistics.memoryPerEntity(definition),
        entities * DAY_MILLIS / definition.interval().toMillis());
  }
}
