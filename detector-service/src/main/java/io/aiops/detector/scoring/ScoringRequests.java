package io.aiops.detector.scoring;

import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The shapes of request bodies for the OpenAPI document; they are read token by token. */
final class ScoringRequests {

  private ScoringRequests() {}

  private static final String TIME = "RFC 3339, or epoch milliseconds";

  /** One point, or many in columns. */
  @Schema(name = "DetectRequest")
  record Detect(
      @Schema(
              description =
                  "One number; an array of them for a multivariate detector; null is a"
                      + " missing point")
          Double value,
      @Schema(description = TIME) String timestamp,
      List<Double> values,
      @Schema(description = TIME) List<String> timestamps,
      Map<String, String> entity) {}

  /** Points to learn, or a range of the source's history. */
  @Schema(name = "TrainRequest")
  record Train(
      List<Double> values,
      @Schema(description = TIME) List<String> timestamps,
      Map<String, String> entity,
      @Schema(description = TIME) String from,
      @Schema(description = TIME) String to) {}
}
