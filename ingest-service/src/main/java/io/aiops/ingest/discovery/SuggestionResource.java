package io.aiops.ingest.discovery;

import java.util.List;
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

import io.aiops.ingest.problem.Problem;
import io.aiops.ingest.source.Page;
import io.aiops.ingest.source.PageParameters;
import io.aiops.ingest.source.Source;
import io.aiops.ingest.source.SourceService;
import io.smallrye.common.annotation.Blocking;

/** Public calls about proposed detectors. */
@Path("/api/sources/{name}/suggestions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sources")
@Blocking
public final class SuggestionResource {

  /** Metrics looked at; a server has far more than anybody wants proposals for. */
  private static final int MAX_METRICS = 5_000;

  private final SourceService sources;

  public SuggestionResource(SourceService sources) {
    this.sources = sources;
  }

  @GET
  @Operation(
      operationId = "suggestDetectors",
      summary = "Propose detectors",
      description =
          "Detectors proposed from the metrics that are there: rates of counters, high percentiles"
              + " of histograms, levels of gauges. Each is a body for POST /api/detectors as it"
              + " stands; the most telling come first.")
  @APIResponse(
      responseCode = "200",
      description = "A page of proposals.",
      content = @Content(schema = @Schema(implementation = ProposalList.class)))
  @APIResponse(
      responseCode = "400",
      description = "A parameter is out of range.",
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
  public ProposalList list(
      @Parameter(description = "Name of the source.", example = "prometheus") @RestPath String name,
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
    Source source = sources.require(name);
    PageParameters.of(page, limit, 0);
    List<DetectorProposal> all =
        sources.ask(() -> Proposals.of(source.name(), source.kind(), source.metrics(MAX_METRICS)));
    Page part = PageParameters.of(page, limit, all.size());
    return new ProposalList(part.cut(all), part);
  }
}
