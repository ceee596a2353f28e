package io.aiops.detector.anomaly;

import java.util.List;

import jakarta.ws.rs.Consumes;
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

/** Anomalies: list, read, acknowledge. */
@Path("/api/anomalies")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Anomalies")
public class AnomalyResource {

  private final AnomalyService service;

  public AnomalyResource(AnomalyService service) {
    this.service = service;
  }

  @GET
  @Operation(
      operationId = "listAnomalies",
      summary = "Lists anomalies",
      description =
          "historical=false leaves out those that analyses of history found, historical=true all"
              + " others.")
  public AnomalyList list(
      @QueryParam("detector_id") @DefaultValue("") String detectorId,
      @QueryParam("severity") List<String> severities,
      @QueryParam("state") @DefaultValue("") String state,
      @QueryParam("suppressed") @DefaultValue("") String suppressed,
      @QueryParam("from") @DefaultValue("") String from,
      @QueryParam("to") @DefaultValue("") String to,
      @QueryParam("q") @DefaultValue("") String text,
      @QueryParam("historical") @DefaultValue("") String historical,
      @QueryParam("page") @DefaultValue("1") String page,
      @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) String limit,
      @QueryParam("sort") @DefaultValue(AnomalyQuery.DEFAULT_SORT) String sort) {
    AnomalyQuery.Filter filter =
        new AnomalyQuery.Filter(
            detectorId, severities, state, suppressed, historical, from, to, text);
    return service.list(AnomalyQuery.read(filter, sort, Page.of(page, limit)));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getAnomaly", summary = "Reads an anomaly with the points around it")
  public AnomalyDetail get(@PathParam("id") String id) {
    return service.get(id);
  }

  @POST
  @Path("/{id}/acknowledge")
  @Consumes(MediaType.WILDCARD)
  @Operation(operationId = "acknowledgeAnomaly", summary = "Says that somebody looks after it")
  public Anomaly acknowledge(@PathParam("id") String id) {
    return service.acknowledge(id);
  }
}
