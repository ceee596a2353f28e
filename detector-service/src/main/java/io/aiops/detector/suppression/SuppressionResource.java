package io.aiops.detector.suppression;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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

import io.aiops.detector.json.Json;
import io.aiops.detector.json.Page;

/** Suppressions: create, read, change, delete, try. */
@Path("/api/suppressions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Suppressions")
public class SuppressionResource {

  private final SuppressionService service;
  private final Previews previews;
  private final Json json;

  SuppressionResource(SuppressionService service, Previews previews, Json json) {
    this.service = service;
    this.previews = previews;
    this.json = json;
  }

  @GET
  @Operation(
      operationId = "listSuppressions",
      summary = "Lists suppressions",
      description =
          "Those that count now come first, then those that will, then the others by name.")
  @APIResponse(
      responseCode = "200",
      description = "One page of them",
      content = @Content(schema = @Schema(implementation = SuppressionList.class)))
  public Response list(
      @QueryParam("page") @DefaultValue("1") String page,
      @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) String limit,
      @QueryParam("active") @DefaultValue("") String active,
      @QueryParam("detector_id") @DefaultValue("") String detectorId,
      @QueryParam("q") @DefaultValue("") String text) {
    return Response.ok(
            service.list(SuppressionQuery.read(active, detectorId, text, Page.of(page, limit))))
        .build();
  }

  @POST
  @Operation(operationId = "createSuppression", summary = "Creates a suppression")
  @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Rule.class)))
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = Suppression.class)))
  public Response create(String body) throws JsonProcessingException {
    Suppression created = service.create(RuleReader.read(json.tree(body)));
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.LOCATION, "/api/suppressions/" + created.id())
        .header(HttpHeaders.ETAG, created.entityTag())
        .entity(created)
        .build();
  }

  @POST
  @Path("/preview")
  @Operation(
      operationId = "previewSuppression",
      summary = "Says which open anomalies a suppression would match, without saving it")
  @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Rule.class)))
  @APIResponse(
      responseCode = "200",
      description = "What it would match among the newest 5,000 open anomalies",
      content = @Content(schema = @Schema(implementation = SuppressionPreview.class)))
  public Response preview(String body) throws JsonProcessingException {
    return Response.ok(previews.of(RuleReader.read(json.tree(body)))).build();
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getSuppression", summary = "Reads a suppression")
  @APIResponse(
      responseCode = "200",
      description = "The suppression, with its ETag",
      content = @Content(schema = @Schema(implementation = Suppression.class)))
  public Response get(@PathParam("id") String id) {
    return answer(service.get(id));
  }

  @PUT
  @Path("/{id}")
  @Operation(
      operationId = "updateSuppression",
      summary = "Replaces a suppression",
      description = "Omitted fields take their defaults, read-only ones are ignored.")
  @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Rule.class)))
  @APIResponse(
      responseCode = "200",
      description = "The suppression as it is now",
      content = @Content(schema = @Schema(implementation = Suppression.class)))
  public Response update(
      @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, String body)
      throws JsonProcessingException {
    service.get(id);
    return answer(service.update(id, RuleReader.read(json.tree(body)), ifMatch));
  }

  @DELETE
  @Path("/{id}")
  @Operation(operationId = "deleteSuppression", summary = "Deletes a suppression")
  @APIResponse(responseCode = "204", description = "Deleted")
  public void delete(
      @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
    service.delete(id, ifMatch);
  }

  private static Response answer(Suppression suppression) {
    return Response.ok(suppression).header(HttpHeaders.ETAG, suppression.entityTag()).build();
  }
}
