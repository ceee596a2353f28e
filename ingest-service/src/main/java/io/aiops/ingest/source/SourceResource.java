package io.aiops.ingest.source;

import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import io.aiops.ingest.config.Time;
import io.aiops.ingest.problem.Problem;
import io.smallrye.common.annotation.Blocking;

/** Public calls about sources. */
@Path("/api/sources")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sources", description = "Where points come from.")
@Blocking
public final class SourceResource {

  private final SourceService service;
  private final Time time;

  public SourceResource(SourceService service, Time time) {
    this.service = service;
    this.time = time;
  }

  @GET
  @Operation(
      operationId = "listSources",
      summary = "List sources",
      description = "The sources of the configuration with the outcome of their last check.")
  @APIResponse(
      responseCode = "200",
      description = "A page of sources.",
      content = @Content(schema = @Schema(implementation = SourceList.class)))
  @APIResponse(
      responseCode = "400",
      description = "A parameter is out of range.",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  public SourceList list(
      @Parameter(
              description = "Number of the page, from 1.",
              schema = @Schema(type = SchemaType.INTEGER, defaultValue = "1", minimum = "1"))
          @RestQuery
          Optional<String> page,
      @Parameter(
              description = "Items of a page.",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      defaultValue = "20",
                      minimum = "1",
                      maximum = "200"))
          @RestQuery
          Optional<String> limit) {
    var all = service.list();
    Page part = PageParameters.of(page, limit, all.size());
    return new SourceList(part.cut(all), part);
  }

  @GET
  @Path("/{name}/query")
  @Operation(
      operationId = "querySource",
      summary = "Evaluate a query over a range",
      description =
          "Instants are multiples of the step, so that the same values come back at each call."
              + " Series and points are bounded; what is left out is said in the warnings.")
  @APIResponse(
      responseCode = "200",
      description = "The series of the query.",
      content = @Content(schema = @Schema(implementation = QueryAnswer.class)))
  @APIResponse(
      responseCode = "400",
      description = "A parameter is missing or malformed.",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(
      responseCode = "404",
      description = "There is no source of this name.",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(
      responseCode = "422",
      description = "The source rejects the query; detail is its message.",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(
      responseCode = "502",
      description = "The source cannot be reached or its answer cannot be used.",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(
      responseCode = "503",
      description = "The source has too much to do; Retry-After says when to ask again.",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(
      responseCode = "504",
      description = "The source did not answer in time.",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  public QueryAnswer query(
      @Parameter(description = "Name of the source.", example = "prometheus") @RestPath String name,
      @Parameter(
              description = "Query in the language of the source.",
              required = true,
              example = "sum by (job) (up)",
              schema = @Schema(implementation = String.class))
          @RestQuery
          Optional<String> query,
      @Parameter(
              description = "Start: RFC 3339 or epoch milliseconds; default one hour before to.",
              example = "2026-01-02T03:04:05Z",
              schema = @Schema(implementation = String.class))
          @RestQuery
          Optional<String> from,
      @Parameter(
              description = "End, inclusive: RFC 3339 or epoch milliseconds; default now.",
              example = "2026-01-02T04:04:05Z",
              schema = @Schema(implementation = String.class))
          @RestQuery
          Optional<String> to,
      @Parameter(
              description = "Distance of the instants; default gives about 240 of them.",
              example = "15s",
              schema = @Schema(implementation = String.class))
          @RestQuery
          Optional<String> step) {
    Source source = service.require(name);
    return service.query(source, QueryParameters.of(query, from, to, step, time.wall().millis()));
  }
}
