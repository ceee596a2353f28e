package io.aiops.detector.pull;

import java.time.Instant;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.aiops.detector.detector.Definition;
import io.aiops.detector.job.Job;
import io.aiops.detector.json.Json;

/** Jobs on the history of a source. */
@Path("/api/detectors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Jobs")
public class HistoryResource {

  private final HistoryOrders orders;
  private final Json json;

  HistoryResource(HistoryOrders orders, Json json) {
    this.orders = orders;
    this.json = json;
  }

  /** What to analyse; for the document of the API only. */
  @Schema(name = "AnalysisRequest")
  record AnalysisRequest(
      @Schema(required = true) Instant from,
      @Schema(description = "now where it is absent") Instant to) {}

  /** What to try on which history; for the document of the API only. */
  @Schema(name = "PreviewRequest")
  record PreviewRequest(
      @Schema(required = true, description = "with a source; it need not have a name")
          Definition detector,
      @Schema(required = true) Instant from,
      @Schema(description = "now where it is absent") Instant to) {}

  @POST
  @Path("/{id}/analyses")
  @Operation(
      operationId = "analyseHistory",
      summary = "Judges the history of a detector in a job",
      description =
          "It begins with a fresh state, which the day before from teaches, and leaves the live one"
              + " alone. What it finds becomes historical anomalies, in the place of those that"
              + " earlier analyses found in the range, without events, notifications and incidents."
              + " The result: points, entities, anomalies, by_severity, by_entity, seconds,"
              + " truncated.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = AnalysisRequest.class)))
  @APIResponse(
      responseCode = "202",
      description = "The job, under Location too",
      content = @Content(schema = @Schema(implementation = Job.class)))
  public Response analyse(@PathParam("id") String id, String body) throws JsonProcessingException {
    return accepted(orders.analyse(id, json.body(body)));
  }

  @POST
  @Path("/preview")
  @Operation(
      operationId = "previewDetector",
      summary = "Tells in a job how a definition would have judged history",
      description =
          "Nothing is made of the definition. The day before from warms it up. The result, kept for"
              + " an hour: entities (worst first, each with labels, anomaly_count, points thinned"
              + " for a chart, and its worst anomalies), entity_count, point_count, anomaly_count,"
              + " anomalies_per_week, truncated.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = PreviewRequest.class)))
  @APIResponse(
      responseCode = "202",
      description = "The job, under Location too",
      content = @Content(schema = @Schema(implementation = Job.class)))
  public Response preview(String body) throws JsonProcessingException {
    return accepted(orders.preview(json.body(body)));
  }

  private static Response accepted(Job job) {
    return Response.accepted(job).header(HttpHeaders.LOCATION, "/api/jobs/" + job.id()).build();
  }
}
