package io.aiops.ingest.problem;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A rule that a parameter breaks. */
@Schema(description = "A rule that a parameter breaks.")
public record Violation(
    @Schema(description = "Name of the parameter.", examples = "step") String field,
    @Schema(description = "The rule.", examples = "must be a duration such as 30s or 5m")
        String message) {}
