package io.aiops.detector.anomaly;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.aiops.detector.json.Fields;
import io.aiops.detector.json.Json;
import io.aiops.detector.json.Page;

/** Anomalies: list, read, acknowledge, judge. */
@Path("/api/anomalies")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Anomalies")
public class AnomalyResource {

  private static final Set<String> VERDICTS =
      new LinkedHashSet<>(List.of("anomaly", "expected", "not_anomaly", "new_normal"));
  private static final int LONGEST_COMMENT = 4000;

  private final AnomalyService service;
  private final Json json;

  public AnomalyResource(AnomalyService service, Json json) {
    this.service = service;
    this.json = json;
  }

  /** What a person says about an anomaly. */
  @Schema(name = "Feedback")
  public record Feedback(
      @Schema(
              required = true,
              enumeration = {"anomaly", "expected", "not_anomaly", "new_normal"})
          String verdict,
      String comment) {}

  @GET
  @Operation(operationId = "listAnomalies", summary = "Lists anomalies")
  public AnomalyList list(
      @QueryParam("detector_id") @DefaultValue("") String detectorId,
      @QueryParam("severity") List<String> severities,
      @QueryParam("state") @DefaultValue("") String state,
      @QueryParam("from") @DefaultValue("") String from,
      @QueryParam("to") @DefaultValue("") String to,
      @QueryParam("q") @DefaultValue("") String text,
      @QueryParam("page") @DefaultValue("1") String page,
      @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) String limit,
      @QueryParam("sort") @DefaultValue(AnomalyQuery.DEFAULT_SORT) String sort) {
    AnomalyQuery.Filter filter =
        new AnomalyQuery.Filter(detectorId, severities, state, from, to, text);
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

  @POST
  @Path("/{id}/feedback")
  @Operation(operationId = "giveFeedback", summary = "Says whether it was one")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Feedback.class)))
  public Anomaly feedback(@PathParam("id") String id, String body) throws JsonProcessingException {
    Fields fields = json.body(body);
    String verdict = fields.choice("verdict", null, VERDICTS);
    String comment = fields.text("comment", "", LONGEST_COMMENT);
    if (!fields.has("verdict")) {
      fields.reject("verdict", "is required: one of " + String.join(", ", VERDICTS));
    }
    fields.refuseUnknown();
    fields.refuseAnyViolation();
    return service.feedback(id, verdict, comment);
  }
}
