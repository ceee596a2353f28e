package io.aiops.detector.bench;

import java.util.List;
import java.util.Map;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;

/** Does nothing but take and give JSON: what Quarkus itself costs. */
@Path("/bench")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class BareResource {

  /** A body as large as that of a single detect. */
  public record Question(double value) {}

  /** An answer as large as that of a single detect. */
  public record Answer(
      String detectorId,
      String timestamp,
      Map<String, String> entity,
      double value,
      boolean isAnomaly,
      double score,
      double alarmScore,
      double threshold,
      String severity,
      double expected,
      double lower,
      double upper,
      String direction,
      List<Part> contributions,
      String explanation,
      String phase) {}

  /** A part of the answer. */
  public record Part(String name, double share) {}

  private static final Answer ANSWER =
      new Answer(
          "detector_1",
          "2026-01-02T03:04:05.678Z",
          Map.of(),
          12.25,
          false,
          7.222945373955232E-9,
          3.1531279483747075E-18,
          0.9676793794440853,
          null,
          11.833333333333334,
          7.169843356871735,
          16.496823309794934,
          "above",
          List.of(new Part("level", 1)),
          "12.25 is within the expected 7.17 to 16.5",
          "ready");

  @POST
  @Operation(hidden = true)
  public Answer post(Question question) {
    return ANSWER;
  }

  @GET
  @Operation(hidden = true)
  public Answer get() {
    return ANSWER;
  }
}
