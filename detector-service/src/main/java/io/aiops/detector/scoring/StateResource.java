package io.aiops.detector.scoring;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.json.InstantText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Checksums of states, to compare what two processes know; {@code contract/internal.md} says how.
 */
@Path("/internal/v1/detectors")
@Produces(MediaType.APPLICATION_JSON)
public class StateResource {

  private final Engine engine;
  private final StateRestorer restorer;
  private final EntityCodec codec;

  StateResource(Engine engine, StateRestorer restorer, EntityCodec codec) {
    this.engine = engine;
    this.restorer = restorer;
    this.codec = codec;
  }

  /** All entities of a detector, by their labels. */
  @RegisterForReflection
  record States(List<State> states) {}

  /**
   * What is known about an entity.
   *
   * @param lastPointAt null before the first point
   * @param digest SHA-256 of the whole state but its charts, in hexadecimal
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record State(
      Map<String, String> labels,
      long points,
      @JsonSerialize(converter = InstantText.class) Instant lastPointAt,
      String digest) {}

  @GET
  @Path("/{id}/states")
  @Operation(hidden = true)
  public States states(@PathParam("id") String id) {
    LiveDetector live = engine.get(id);
    return new States(
        live.all().stream()
            .sorted(Comparator.comparing((Entity entity) -> entity.key))
            .map(entity -> state(live, entity))
            .toList());
  }

  private State state(LiveDetector live, Entity entity) {
    entity.lock.lock();
    try {
      if (entity.rests()) {
        restorer.restore(live, entity);
      }
      return new State(
          entity.labels.values(),
          entity.points,
          entity.lastPointAt == Entity.NEVER ? null : Instant.ofEpochMilli(entity.lastPointAt),
          codec.digest(entity));
    } finally {
      entity.lock.unlock();
    }
  }
}
