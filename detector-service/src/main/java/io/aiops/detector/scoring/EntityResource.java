package io.aiops.detector.scoring;

import java.util.ArrayList;
import java.util.List;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.aiops.detector.json.Page;
import io.aiops.detector.json.Times;
import io.aiops.detector.problem.InvalidInputException;
import io.aiops.detector.problem.Violation;

/** Entities and their recent points. */
@Path("/api/detectors")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Detectors")
public class EntityResource {

  private final EntityService service;

  public EntityResource(EntityService service) {
    this.service = service;
  }

  @GET
  @Path("/{id}/entities")
  @Operation(operationId = "listEntities", summary = "Lists the entities of a detector")
  public EntityList entities(
      @PathParam("id") String id,
      @QueryParam("page") @DefaultValue("1") String page,
      @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) String limit,
      @QueryParam("sort") @DefaultValue(EntityService.DEFAULT_SORT) String sort,
      @QueryParam("q") @DefaultValue("") String text) {
    return service.list(id, sort, text, Page.of(page, limit));
  }

  @GET
  @Path("/{id}/results")
  @Operation(
      operationId = "results",
      summary = "Recent points of one entity with their band and score, in columns",
      description =
          "entity takes Prometheus matchers; of several that match, the one that is most"
              + " abnormal is shown.")
  public Results results(
      @PathParam("id") String id,
      @QueryParam("entity") @DefaultValue("") String entity,
      @QueryParam("from") @DefaultValue("") String from,
      @QueryParam("to") @DefaultValue("") String to) {
    List<Violation> violations = new ArrayList<>();
    long start = time("from", from, Long.MIN_VALUE, violations);
    long end = time("to", to, Long.MAX_VALUE, violations);
    if (start > end) {
      violations.add(new Violation("from", "must not be after to"));
    }
    if (!violations.isEmpty()) {
      throw new InvalidInputException(violations);
    }
    return service.results(id, LabelMatchers.parse(entity, "entity"), start, end);
  }

  private static long time(String field, String text, long ifAbsent, List<Violation> violations) {
    if (text.isEmpty()) {
      return ifAbsent;
    }
    try {
      return Times.parse(text).toEpochMilli();
    } catch (IllegalArgumentException e) {
      violations.add(new Violation(field, e.getMessage()));
      return ifAbsent;
    }
  }
}
