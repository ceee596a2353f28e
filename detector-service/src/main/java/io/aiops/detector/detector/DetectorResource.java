package io.aiops.detector.detector;

import java.util.List;

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

/** Detectors: create, read, change, delete, start and stop. */
@Path("/api/detectors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Detectors")
public class DetectorResource {

  private final DetectorService service;
  private final DetectorRegistry registry;
  private final Json json;

  public DetectorResource(DetectorService service, DetectorRegistry registry, Json json) {
    this.service = service;
    this.registry = registry;
    this.json = json;
  }

  @GET
  @Operation(operationId = "listDetectors", summary = "Lists detectors")
  public DetectorList list(
      @QueryParam("page") @DefaultValue("1") String page,
      @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) String limit,
      @QueryParam("status") @DefaultValue("") String status,
      @QueryParam("model") @DefaultValue("") String model,
      @QueryParam("q") @DefaultValue("") String text,
      @QueryParam("label") List<String> labels,
      @QueryParam("sort") @DefaultValue(DetectorQuery.DEFAULT_SORT) String sort) {
    return service.list(
        DetectorQuery.read(status, model, text, labels, sort, Page.of(page, limit)));
  }

  @POST
  @Operation(operationId = "createDetector", summary = "Creates a detector")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Definition.class)))
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = Detector.class)))
  public Response create(String body) throws JsonProcessingException {
    Detector detector = service.create(DefinitionReader.read(json.tree(body)));
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.LOCATION, "/api/detectors/" + detector.id())
        .header(HttpHeaders.ETAG, detector.entityTag())
        .entity(detector)
        .build();
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getDetector", summary = "Reads a detector")
  @APIResponse(
      responseCode = "200",
      description = "The detector, with its ETag",
      content = @Content(schema = @Schema(implementation = Detector.class)))
  public Response get(@PathParam("id") String id) {
    Detector detector = service.get(id);
    return Response.ok(detector).header(HttpHeaders.ETAG, detector.entityTag()).build();
  }

  @PUT
  @Path("/{id}")
  @Operation(
      operationId = "updateDetector",
      summary = "Replaces a definition",
      description =
          "Omitted fields take their defaults, read-only ones are ignored. A changed source, model,"
              + " features or interval resets what was learnt.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Definition.class)))
  @APIResponse(
      responseCode = "200",
      description = "The detector as it is now",
      content = @Content(schema = @Schema(implementation = UpdatedDetector.class)))
  public Response update(
      @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, String body)
      throws JsonProcessingException {
    registry.get(id);
    UpdatedDetector updated = service.update(id, DefinitionReader.read(json.tree(body)), ifMatch);
    return Response.ok(updated).header(HttpHeaders.ETAG, updated.detector().entityTag()).build();
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      operationId = "deleteDetector",
      summary = "Deletes a detector with its state, anomalies and jobs")
  @APIResponse(responseCode = "204", description = "Deleted")
  public void delete(@PathParam("id") String id) {
    service.delete(id);
  }

  @POST
  @Path("/{id}/start")
  @Consumes(MediaType.WILDCARD)
  @Operation(operationId = "startDetector", summary = "Starts a detector; idempotent")
  public Detector start(@PathParam("id") String id) {
    return service.start(id);
  }

  @POST
  @Path("/{id}/stop")
  @Consumes(MediaType.WILDCARD)
  @Operation(operationId = "stopDetector", summary = "Stops a detector; idempotent")
  public Detector stop(@PathParam("id") String id) {
    return service.stop(id);
  }
}
