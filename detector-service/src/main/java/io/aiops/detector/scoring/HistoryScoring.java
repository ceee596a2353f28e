package io.aiops.detector.scoring;

import java.time.Instant;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.detector.Definition;
import io.aiops.detector.detector.Detector;
import io.aiops.detector.detector.Status;
import io.aiops.detector.suppression.RuleSet;

/** Begins to judge history from nothing, aside from all that is live. */
@ApplicationScoped
public class HistoryScoring {

  private final Engine engine;
  private final MemoryBudget memory;
  private final int mostEntities;
  private final long retireMillis;

  public HistoryScoring(Engine engine, MemoryBudget memory, AiopsConfig config) {
    this.engine = engine;
    this.memory = memory;
    this.mostEntities = config.limits().entitiesPerDetector();
    this.retireMillis = config.limits().retireAfter().toMillis();
  }

  /**
   * Judges the history of a detector, with as many entities as it may have.
   *
   * @param from points up to this time only teach, as in the first warm-up of a detector
   */
  public HistoryRun analyse(Detector detector, Instant from) {
    return begin(detector, mostEntities, memory, from);
  }

  /**
   * Judges the history of what is no detector yet.
   *
   * @param most entities; further ones are counted and left out
   * @param points of one entity that are kept for its chart
   * @param from points up to this time only teach
   */
  public HistoryRun preview(Definition definition, int most, int points, Instant from) {
    Detector detector =
        new Detector("preview", definition, Status.CREATED, null, false, from, from, null, 1);
    return begin(detector, most, memory.withPoints(points), from);
  }

  private HistoryRun begin(Detector detector, int most, MemoryBudget budget, Instant from) {
    LiveDetector aside =
        new LiveDetector(detector, new ReentrantReadWriteLock(), most, budget, () -> RuleSet.NONE);
    engine.aside(aside);
    return new HistoryRun(aside, from.toEpochMilli(), retireMillis, () -> engine.forget(aside));
  }
}
