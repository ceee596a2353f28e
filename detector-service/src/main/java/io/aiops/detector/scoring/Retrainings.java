package io.aiops.detector.scoring;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.detector.Detector;
import io.aiops.detector.json.InstantText;
import io.aiops.detector.json.Json;
import io.aiops.detector.model.Retrained;
import io.aiops.detector.store.PendingEvent;
import io.aiops.detector.store.Tx;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Tells of models that were learnt anew, together with the states of their entities. A candidate
 * that was dropped changed nothing: it is counted, and told to nobody.
 */
@ApplicationScoped
class Retrainings {

  private static final String EVENT_TYPE = "detector_updated";

  private final Json json;
  private final ScoringMetrics metrics;

  Retrainings(Json json, ScoringMetrics metrics) {
    this.json = json;
    this.metrics = metrics;
  }

  /** The detector as it is, and what happened to the model of one of its entities. */
  @RegisterForReflection
  record RetrainedDetector(@JsonUnwrapped Detector detector, Retraining retraining) {}

  /**
   * One retraining.
   *
   * @param scoreBefore mean interval score of the old model, in its standard deviations
   * @param scoreAfter that of the new one, on the same points and in the same unit
   * @param points on which both were rated
   */
  @RegisterForReflection
  record Retraining(
      Map<String, String> entity,
      String trigger,
      boolean replaced,
      double scoreBefore,
      double scoreAfter,
      int points,
      @JsonSerialize(converter = InstantText.class) Instant startedAt,
      @JsonSerialize(converter = InstantText.class) Instant finishedAt) {

    static Retraining of(Entity entity, Retrained ended) {
      return new Retraining(
          entity.labels.values(),
          ended.trigger(),
          ended.replaced(),
          ended.scoreBefore(),
          ended.scoreAfter(),
          ended.points(),
          Instant.ofEpochMilli(ended.startedAt()),
          Instant.ofEpochMilli(ended.finishedAt()));
    }
  }

  /** Whether the entity has a new model that nobody was told of; then it has to be stored. */
  boolean news(Entity entity) {
    return entity.retrained.stream().anyMatch(Retrained::replaced);
  }

  /** Announces the new models of entities with the transaction that stores them. */
  void announce(Tx tx, Detector detector, Collection<Entity> entities) {
    for (Entity entity : entities) {
      entity.retrained.stream()
          .filter(Retrained::replaced)
          .map(ended -> event(detector, entity, ended))
          .forEach(tx::emit);
    }
  }

  private PendingEvent event(Detector detector, Entity entity, Retrained ended) {
    return new PendingEvent(
        id(detector, entity, ended),
        EVENT_TYPE,
        "detectors",
        Instant.ofEpochMilli(ended.finishedAt()),
        detector.id(),
        json.write(new RetrainedDetector(detector, Retraining.of(entity, ended))));
  }

  /** The same retraining always has the same id, so that a replay cannot announce it twice. */
  private static String id(Detector detector, Entity entity, Retrained ended) {
    String cause =
        detector.createdAt().toEpochMilli() + "\n" + entity.key + "\n" + ended.finishedAt();
    UUID id = UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8));
    return detector.id() + "." + EVENT_TYPE + "." + id;
  }

  /** Counts what has ended, once it is stored or needs no storing. */
  void settle(Entity entity) {
    entity.retrained.forEach(ended -> metrics.retrained(ended.replaced()));
    entity.retrained.clear();
  }
}
