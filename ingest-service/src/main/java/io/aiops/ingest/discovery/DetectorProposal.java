package io.aiops.ingest.discovery;

import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A detector that is proposed; a body for {@code POST /api/detectors} as it stands. */
@Schema(
    name = "DetectorProposal",
    description = "A detector that is proposed: a body for POST /api/detectors as it stands.")
public record DetectorProposal(
    @Schema(examples = "http_requests_total per second (prometheus)") String name,
    @Schema(description = "What is watched and why.") String description,
    Model model,
    SourceQuery source,
    @Schema(description = "Distance of the points.", examples = "1m") String interval,
    @Schema(description = "How long to wait for late points.", examples = "30s") String delay,
    @Schema(description = "Labels of the detector: what it belongs to.")
        Map<String, String> labels) {

  /** Which model learns. */
  @Schema(name = "ProposedModel")
  public record Model(@Schema(examples = "auto") String type) {}

  /** What it looks at. */
  @Schema(name = "ProposedSource")
  public record SourceQuery(
      @Schema(examples = "prometheus") String name,
      @Schema(examples = "sum by (job) (rate(http_requests_total[5m]))") String query) {}
}
