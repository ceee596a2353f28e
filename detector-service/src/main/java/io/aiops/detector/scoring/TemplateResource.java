package io.aiops.detector.scoring;

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

/** Templates of lines. */
@Path("/api/detectors")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Detectors")
public class TemplateResource {

  private final TemplateService service;

  public TemplateResource(TemplateService service) {
    this.service = service;
  }

  @GET
  @Path("/{id}/templates")
  @Operation(
      operationId = "listTemplates",
      summary = "Lists the templates that a detector of lines has found",
      description = "409 for a detector of values. What looks like a secret is hidden.")
  public TemplateList templates(
      @PathParam("id") String id,
      @QueryParam("page") @DefaultValue("1") String page,
      @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) String limit,
      @QueryParam("sort") @DefaultValue(TemplateService.DEFAULT_SORT) String sort,
      @QueryParam("q") @DefaultValue("") String text) {
    return service.list(id, sort, text, Page.of(page, limit));
  }
}
