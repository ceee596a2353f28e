package io.aiops.detector.incident;

import java.util.List;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.aiops.detector.json.Page;

/** Incidents: list, read, acknowledge. */
@Path("/api/incidents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Incidents")
public class IncidentResource {

  private final IncidentService service;

  public IncidentResource(IncidentService service) {
    this.service = service;
  }

  @GET
  @Operation(operationId = "listIncidents", summary = "Lists incidents")
  public IncidentList list(
      @QueryParam("severity") List<String> severities,
      @QueryParam("state") @DefaultValue("") String state,
      @QueryParam("from") @DefaultValue("") String from,
      @QueryParam("to") @DefaultValue("") String to,
      @QueryParam("q") @DefaultValue("") String text,
      @QueryParam("page") @DefaultValue("1") String page,
      @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) String limit,
      @QueryParam("sort") @DefaultValue(IncidentQuery.DEFAULT_SORT) String sort) {
    IncidentQuery.Filter filter = new IncidentQuery.Filter(severities, state, from, to, text);
    return service.list(IncidentQuery.read(filter, sort, Page.of(page, limit)));
  }

  @GET
  @Path("/{id}")
  @Operation(
      operationId = "getIncident",
      summary = "Reads an incident with its anomalies and its timeline")
  public IncidentDetail get(@PathParam("id") String id) {
    return service.get(id);
  }

  @POST
  @Path("/{id}/acknowledge")
  @Operation(
      operationId = "acknowledgeIncident",
      summary = "Says that somebody looks after it; its anomalies stay as they are")
  public Incident acknowledge(@PathParam("id") String id) {
    return service.acknowledge(id);
  }
}
