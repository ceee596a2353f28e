package io.aiops.detector.job;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.json.Page;
import io.aiops.detector.problem.NotFoundException;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.Tx;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Jobs: list, read, cancel. */
@Path("/api/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Jobs")
public class JobResource {

  private final Database database;
  private final JobStore store;
  private final Ownership ownership;
  private final Instance<JobCanceller> cancellers;
  private final Clock clock;

  public JobResource(
      Database database,
      JobStore store,
      Ownership ownership,
      Instance<JobCanceller> cancellers,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.ownership = ownership;
    this.cancellers = cancellers;
    this.clock = clock;
  }

  /** One page of jobs, and how many there are in all. */
  @RegisterForReflection
  public record JobList(List<Job> jobs, Page.Info pagination) {}

  @GET
  @Operation(
      operationId = "listJobs",
      summary = "Lists jobs, newest first",
      description = "The result of a preview is left out here: GET of the job has it.")
  public JobList list(
      @QueryParam("detector_id") @DefaultValue("") String detectorId,
      @Parameter(schema = @Schema(enumeration = {"analysis", "preview", "train"}))
          @QueryParam("kind")
          @DefaultValue("")
          String kind,
      @QueryParam("page") @DefaultValue("1") String page,
      @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) String limit) {
    JobQuery wanted = JobQuery.read(detectorId, kind, Page.of(page, limit));
    return database.read(
        tx -> new JobList(store.list(tx, wanted), wanted.page().info(store.count(tx, wanted))));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getJob", summary = "Reads a job")
  public Job get(@PathParam("id") String id) {
    return database.read(tx -> find(tx, id));
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      operationId = "cancelJob",
      summary = "Cancels a job; one that has ended stays as it is")
  @APIResponse(responseCode = "204", description = "Cancelled, or ended already")
  public void cancel(@PathParam("id") String id) {
    database.run(
        tx -> {
          Job job = store.findForUpdate(tx, id).orElseThrow(() -> gone(id));
          if (job.isActive()) {
            ownership.check(tx, job.owner());
            Job cancelled = job.ended(Job.CANCELLED, clock.instant(), null, null);
            store.update(tx, cancelled);
            cancellers.forEach(canceller -> canceller.cancelled(tx, cancelled));
          }
        });
  }

  private Job find(Tx tx, String id) {
    return store.find(tx, id).orElseThrow(() -> gone(id));
  }

  private static NotFoundException gone(String id) {
    return new NotFoundException("job", id);
  }
}
