package io.aiops.ingest.source;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a query gave. */
@Schema(description = "What a query gave, in columns.")
public record QueryAnswer(
    @Schema(description = "Name of the source.", examples = "prometheus") String source,
    @Schema(description = "The query as asked.", examples = "up") String query,
    @Schema(description = "First instant, a multiple of the step.") Instant from,
    @Schema(description = "Last instant, a multiple of the step.") Instant to,
    @Schema(description = "Distance of the instants.", examples = "15s") String step,
    List<Column> series,
    @Schema(description = "What the source or this service had to say.") List<String> warnings,
    @Schema(description = "True when series were left out to keep the answer small.")
        boolean truncated) {

  /** One series. */
  @Schema(name = "SeriesColumns", description = "One series: as many values as timestamps.")
  public record Column(
      @Schema(description = "Its labels.") Map<String, String> labels,
      @Schema(description = "Instants, ascending.") List<Instant> timestamps,
      @Schema(description = "Values; null where a value is NaN or infinite.")
          List<Double> values) {}
}
