package io.aiops.ingest.source;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A source, as it is shown. Members are null where they are unknown. */
@Schema(name = "Source", description = "A configured source and its state.")
public record SourceView(
    @Schema(description = "Name by which detectors refer to it.", examples = "prometheus")
        String name,
    @Schema(
            description = "What it is.",
            enumeration = {"prometheus", "loki", "openmetrics", "demo"},
            examples = "prometheus")
        String kind,
    @Schema(
            description = "Address without credentials; of openmetrics all, separated by commas.",
            examples = "http://prometheus:9090")
        String url,
    @Schema(
            description = "Whether the last check succeeded; null before the first.",
            nullable = true)
        Boolean reachable,
    @Schema(
            description = "How long the last check took, in milliseconds.",
            nullable = true,
            examples = "3.1")
        Double latencyMs,
    @Schema(
            description = "What was wrong at the last check, also where it is reachable in part.",
            nullable = true,
            examples = "connection refused by prometheus:9090")
        String lastError,
    @Schema(description = "When it was last checked.", nullable = true) Instant checkedAt) {

  static SourceView of(SourceState state) {
    return new SourceView(
        state.name(),
        state.kind().text(),
        state.url(),
        state.reachable().orElse(null),
        state.latencyMs().isPresent() ? state.latencyMs().getAsDouble() : null,
        state.lastError().orElse(null),
        state.checkedAt().orElse(null));
  }
}
