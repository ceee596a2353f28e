package io.aiops.detector.pull;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.json.Fields;
import io.aiops.detector.json.InstantText;
import io.aiops.detector.json.Json;
import io.aiops.detector.problem.InvalidInputException;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Pulls, for ingest-service; {@code contract/internal.md} says how. */
@Path("/internal/v1/pulls")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PullResource {

  private static final Set<String> FAILURES =
      new LinkedHashSet<>(
          List.of("source_unreachable", "query_rejected", "timeout", "partial", "bad_answer"));
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_MESSAGE = 4000;
  private static final int DEFAULT_PULLS = 200;
  private static final int MOST_PULLS = 100_000;

  private final PullService service;
  private final Json json;
  private final int mostPoints;

  public PullResource(PullService service, Json json, AiopsConfig config) {
    this.service = service;
    this.json = json;
    this.mostPoints = config.limits().pointsPerRequest();
  }

  /** All that a worker holds now. */
  @RegisterForReflection
  record Leases(List<LeasedPull> pulls) {}

  /** What became of a batch. */
  @RegisterForReflection
  record Accepted(
      int accepted, int late, @JsonSerialize(converter = InstantText.class) Instant position) {}

  @POST
  @Path("/lease")
  @Operation(hidden = true)
  public Leases lease(String body) throws IOException {
    Fields fields = json.body(body);
    String worker = fields.text("worker", "", LONGEST_NAME);
    int most = fields.integer("max", DEFAULT_PULLS, 0, MOST_PULLS);
    if (worker.isBlank()) {
      fields.reject("worker", "is required: a name that no other worker has");
    }
    fields.refuseUnknown();
    fields.refuseAnyViolation();
    return new Leases(service.lease(worker, most));
  }

  @POST
  @Path("/{id}/observations")
  @Operation(hidden = true)
  public Accepted observe(
      @PathParam("id") String id, @HeaderParam("Fencing-Token") String token, byte[] body)
      throws IOException {
    PullService.Accepted accepted =
        service.observe(id, number(token), ObservationReader.read(json.parser(body), mostPoints));
    return new Accepted(accepted.accepted(), accepted.late(), accepted.position());
  }

  @POST
  @Path("/{id}/failures")
  @Operation(hidden = true)
  public void fail(
      @PathParam("id") String id, @HeaderParam("Fencing-Token") String token, String body)
      throws IOException {
    Fields fields = json.body(body);
    String code = fields.choice("code", null, FAILURES);
    String message = fields.text("message", "", LONGEST_MESSAGE);
    if (!fields.has("code")) {
      fields.reject("code", "is required: one of " + String.join(", ", FAILURES));
    }
    fields.refuseUnknown();
    fields.refuseAnyViolation();
    service.fail(id, number(token), code, message);
  }

  private static long number(String token) {
    try {
      return Long.parseLong(token == null ? "" : token.strip());
    } catch (NumberFormatException e) {
      throw InvalidInputException.of("Fencing-Token", "must be the token of the lease");
    }
  }
}
