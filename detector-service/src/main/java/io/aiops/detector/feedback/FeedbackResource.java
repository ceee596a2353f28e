package io.aiops.detector.feedback;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
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

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.json.Fields;
import io.aiops.detector.json.Json;

/** What people say of an anomaly, and that they take it back. */
@Path("/api/anomalies")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Anomalies")
public class FeedbackResource {

  private static final int LONGEST_COMMENT = 4000;

  private final FeedbackService service;
  private final Json json;

  public FeedbackResource(FeedbackService service, Json json) {
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

  @POST
  @Path("/{id}/feedback")
  @Operation(
      operationId = "giveFeedback",
      summary = "Says whether it was one",
      description =
          "expected and new_normal teach the model its points fully, new_normal moves the level there"
              + " at once; not_anomaly lets what resembles it alarm no more. A former verdict is"
              + " replaced, unless it was learnt: 409.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Feedback.class)))
  @APIResponse(
      responseCode = "200",
      description = "The anomaly as it is now, with its ETag",
      content = @Content(schema = @Schema(implementation = Anomaly.class)))
  public Response give(
      @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, String body)
      throws JsonProcessingException {
    Fields fields = json.body(body);
    String verdict = fields.choice("verdict", null, FeedbackVerdict.texts());
    String comment = fields.text("comment", "", LONGEST_COMMENT);
    if (!fields.has("verdict")) {
      fields.reject("verdict", "is required: one of " + String.join(", ", FeedbackVerdict.texts()));
    }
    fields.refuseUnknown();
    fields.refuseAnyViolation();
    return answer(service.give(id, FeedbackVerdict.of(verdict), comment, ifMatch));
  }

  @DELETE
  @Path("/{id}/feedback")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "takeFeedbackBack",
      summary = "Takes back what was said of it; idempotent",
      description =
          "409 where the model has learnt from it: that cannot be undone but by training.")
  @APIResponse(
      responseCode = "200",
      description = "The anomaly as it is now, with its ETag",
      content = @Content(schema = @Schema(implementation = Anomaly.class)))
  public Response takeBack(
      @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
    return answer(service.takeBack(id, ifMatch));
  }

  private static Response answer(Anomaly anomaly) {
    return Response.ok(anomaly).header(HttpHeaders.ETAG, anomaly.entityTag()).build();
  }
}
