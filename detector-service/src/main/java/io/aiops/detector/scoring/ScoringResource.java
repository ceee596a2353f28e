package io.aiops.detector.scoring;

import java.io.IOException;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.job.Job;
import io.aiops.detector.json.Json;
import io.aiops.detector.problem.InvalidInputException;
import io.aiops.detector.problem.UnprocessableException;

/** Points in, judgements out. */
@Path("/api/detectors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Detectors")
public class ScoringResource {

  private final Engine engine;
  private final ScoringService scoring;
  private final TrainingService training;
  private final Instance<HistoryTrainer> history;
  private final Json json;
  private final int mostPoints;

  public ScoringResource(
      Engine engine,
      ScoringService scoring,
      TrainingService training,
      Instance<HistoryTrainer> history,
      Json json,
      AiopsConfig config) {
    this.engine = engine;
    this.scoring = scoring;
    this.training = training;
    this.history = history;
    this.json = json;
    this.mostPoints = config.limits().pointsPerRequest();
  }

  @POST
  @Path("/{id}/detect")
  @Operation(
      operationId = "detect",
      summary = "Learns and judges one point, or many in columns",
      description =
          "Opens, updates or resolves anomalies. With dry_run, and always for a detector with a"
              + " source, nothing is changed.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = ScoringRequests.Detect.class)))
  @APIResponse(
      responseCode = "200",
      description = "The judgement on one point; for many points the same in columns",
      content = @Content(schema = @Schema(oneOf = {Detection.class, Detections.class})))
  public Object detect(
      @PathParam("id") String id,
      @QueryParam("dry_run") @DefaultValue("false") String dryRun,
      byte[] body)
      throws IOException {
    LiveDetector live = engine.get(id);
    refuseLines(live);
    boolean dry = flag(dryRun) || live.detector().definition().source() != null;
    int dimensions = live.detector().definition().dimensions();
    PointBatch batch = PointReader.detect(json.parser(body), dimensions, mostPoints);
    Scored scored = scoring.detect(live, batch, dry);
    return batch.single() ? Detection.of(scored) : Detections.of(scored);
  }

  private static void refuseLines(LiveDetector live) {
    if (live.detector().definition().watchesLines()) {
      throw new UnprocessableException(
          "lines-only",
          "The detector watches the lines of its source: it takes no values, and its history is"
              + " learnt at its first start.");
    }
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw InvalidInputException.of("dry_run", "must be true or false");
    };
  }

  @POST
  @Path("/{id}/train")
  @Operation(
      operationId = "train",
      summary = "Replaces what is known about an entity by what points teach",
      description = "With from and to, a job trains all entities on the history of the source.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = ScoringRequests.Train.class)))
  @APIResponse(
      responseCode = "200",
      description = "Trained",
      content = @Content(schema = @Schema(implementation = Trained.class)))
  @APIResponse(
      responseCode = "202",
      description = "A job trains on the history of the source",
      content = @Content(schema = @Schema(implementation = Job.class)))
  public Response train(@PathParam("id") String id, byte[] body) throws IOException {
    LiveDetector live = engine.get(id);
    refuseLines(live);
    int dimensions = live.detector().definition().dimensions();
    PointReader.Lesson lesson = PointReader.train(json.parser(body), dimensions, mostPoints);
    if (lesson.points() != null) {
      TrainingService.Outcome outcome = training.train(live, lesson.points());
      return Response.ok(Trained.of(live, lesson.points(), outcome)).build();
    }
    if (live.detector().definition().source() == null) {
      throw new UnprocessableException(
          "no-source", "The detector has no source to take history from; send values.");
    }
    Job job = history.get().train(id, lesson.from(), lesson.to());
    return Response.accepted(job).header(HttpHeaders.LOCATION, "/api/jobs/" + job.id()).build();
  }
}
