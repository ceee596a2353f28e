package io.aiops.detector.source;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.aiops.detector.json.Fields;
import io.aiops.detector.json.Json;

/** States of sources, from ingest-service. */
@Path("/internal/v1/sources")
@Consumes(MediaType.APPLICATION_JSON)
public class SourceResource {

  private static final int LONGEST_TEXT = 4000;

  private final SourceService service;
  private final Json json;

  public SourceResource(SourceService service, Json json) {
    this.service = service;
    this.json = json;
  }

  @PUT
  @Path("/{name}")
  @Operation(hidden = true)
  public void report(@PathParam("name") String name, String body) throws JsonProcessingException {
    Fields fields = json.body(body);
    SourceService.Report report =
        new SourceService.Report(
            name,
            fields.text("kind", "", LONGEST_TEXT),
            fields.text("url", "", LONGEST_TEXT),
            fields.flag("reachable", false),
            fields.number("latency_ms", null, 0, Double.MAX_VALUE),
            fields.text("last_error", null, LONGEST_TEXT),
            fields.time("checked_at"));
    if (!fields.has("reachable")) {
      fields.reject("reachable", "is required");
    }
    if (!fields.has("checked_at")) {
      fields.reject("checked_at", "is required");
    }
    fields.refuseUnknown();
    fields.refuseAnyViolation();
    service.report(report);
  }
}
