package io.aiops.detector.scoring;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.detector.Definition;
import io.aiops.detector.model.RetrainState;

/** Figures about running detectors, read from their live state. */
@ApplicationScoped
public class DetectorStatistics {

  private static final double HALF = 0.5;

  private final Engine engine;

  public DetectorStatistics(Engine engine) {
    this.engine = engine;
  }

  /**
   * One detector at one moment.
   *
   * @param lastPointAt null before the first point
   * @param lastArrival when the latest point came in by the clock here; null before
   * @param refusedEntities series turned away because of the limit
   * @param damagedStates saved states that could not be read
   * @param trainedAt null before the first training or warm-up
   */
  public record Snapshot(
      boolean ready,
      WarmUp progress,
      Instant lastPointAt,
      Instant lastArrival,
      int entities,
      long memoryBytes,
      long points,
      long anomalies,
      long openAnomalies,
      Double latencyP50,
      Double latencyP99,
      String model,
      Instant trainedAt,
      long sampleCount,
      Retraining retraining,
      long refusedEntities,
      long damagedStates) {}

  /**
   * Learning anew, over all entities.
   *
   * @param running how many have a candidate beside their model now
   * @param retrainedAt when one last took over, in the time of the points; null before
   * @param replaced how many took over
   * @param dropped how many did not
   */
  public record Retraining(int running, Instant retrainedAt, long replaced, long dropped) {}

  /** Bytes that an entity of this definition takes when its charts are full. */
  public long memoryPerEntity(Definition definition) {
    return engine.memoryPerEntity(definition);
  }

  /** Figures of a detector; empty where it is gone. */
  public Optional<Snapshot> of(String detectorId) {
    return engine.find(detectorId).map(DetectorStatistics::snapshot);
  }

  private static Snapshot snapshot(LiveDetector live) {
    Learning learning = new Learning(live);
    LatencyWindow.Percentiles latency = live.latency.percentiles();
    long lastPoint = live.lastPointAt();
    return new Snapshot(
        learning.ready(),
        learning.progress(),
        lastPoint == Entity.NEVER ? null : Instant.ofEpochMilli(lastPoint),
        live.lastArrival == 0 ? null : Instant.ofEpochMilli(live.lastArrival),
        live.entities.size(),
        live.memoryBytes(),
        live.points(),
        live.anomalies.get(),
        live.openAnomalies(),
        latency.p50(),
        latency.p99(),
        learning.model(),
        learning.trainedAt == 0 ? null : Instant.ofEpochMilli(learning.trainedAt),
        learning.samples,
        learning.retraining(),
        live.refusedEntities.get(),
        live.damagedStates.get());
  }

  /** How far the entities have come together. */
  private static final class Learning {
    private final LiveDetector live;
    private final Map<String, Integer> models = new HashMap<>();
    private final int count;
    private int readyCount;
    private double progress;
    private int pointsToReady;
    private long trainedAt;
    private long samples;
    private int retraining;
    private long retrainedAt;
    private long replaced;
    private long dropped;

    Learning(LiveDetector live) {
      this.live = live;
      List<Entity> entities = List.copyOf(live.all());
      this.count = entities.size();
      entities.forEach(this::add);
    }

    private void add(Entity entity) {
      entity.lock.lock();
      try {
        Learnt learnt = entity.learnt();
        readyCount += learnt.ready() ? 1 : 0;
        progress += learnt.progress();
        pointsToReady = Math.max(pointsToReady, learnt.pointsToReady());
        trainedAt = Math.max(trainedAt, learnt.trainedAt());
        samples += learnt.samples();
        models.merge(learnt.type(), 1, Integer::sum);
        add(learnt.retraining());
      } finally {
        entity.lock.unlock();
      }
    }

    private void add(RetrainState state) {
      retraining += state.running() ? 1 : 0;
      retrainedAt = Math.max(retrainedAt, state.retrainedAt());
      replaced += state.replaced();
      dropped += state.dropped();
    }

    Retraining retraining() {
      Instant last = retrainedAt == 0 ? null : Instant.ofEpochMilli(retrainedAt);
      return new Retraining(retraining, last, replaced, dropped);
    }

    /** Ready when most entities are: new ones keep coming, and warm up while the others work. */
    boolean ready() {
      return count > 0 && readyCount >= HALF * count;
    }

    WarmUp progress() {
      return ready()
          ? WarmUp.DONE
          : WarmUp.of(
              count == 0 ? 0 : progress / count,
              pointsToReady,
              live.detector().definition().interval().toMillis());
    }

    /** The model that most entities use; as defined where there is none yet. */
    String model() {
      return models.entrySet().stream()
          .max(
              Comparator.comparingInt((Map.Entry<String, Integer> entry) -> entry.getValue())
                  .thenComparing(Map.Entry::getKey))
          .map(Map.Entry::getKey)
          .orElse(live.detector().definition().model().type());
    }
  }
}
