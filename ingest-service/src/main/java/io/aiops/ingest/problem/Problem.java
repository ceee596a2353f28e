package io.aiops.ingest.problem;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

/** An error as RFC 9457 describes it. */
@Schema(description = "An error (RFC 9457).")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    @Schema(
            description = "Stable name of the kind of error.",
            examples = Problem.TYPE + "validation")
        String type,
    @Schema(description = "The kind of error in words.") String title,
    @Schema(description = "The HTTP status.", examples = "400") int status,
    @Schema(description = "What happened here.") String detail,
    @Schema(description = "Path of the request.", examples = "/api/sources") String instance,
    @Schema(description = "For 400: the rules that are broken.") List<Violation> violations) {

  /** What the type of every problem begins with. */
  public static final String TYPE = "urn:aiops:problem:";

  /** Media type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    violations = violations == null ? List.of() : List.copyOf(violations);
  }
}
