package io.aiops.detector.feedback;

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

/** The record of what people said of the anomalies of a detector. */
@Path("/api/detectors")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Detectors")
public class FeedbackListResource {

  private final FeedbackService service;

  public FeedbackListResource(FeedbackService service) {
    this.service = service;
  }

  @GET
  @Path("/{id}/feedback")
  @Operation(
      operationId = "listFeedback",
      summary = "Lists what was said of the anomalies of a detector, and what that changed",
      description = "verdict takes one name or several with commas between.")
  public FeedbackList list(
      @PathParam("id") String id,
      @QueryParam("page") @DefaultValue("1") String page,
      @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) String limit,
      @QueryParam("verdict") @DefaultValue("") String verdict,
      @QueryParam("sort") @DefaultValue(FeedbackQuery.DEFAULT_SORT) String sort) {
    return service.list(id, FeedbackQuery.read(id, verdict, sort, Page.of(page, limit)));
  }
}
