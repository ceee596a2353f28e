package io.aiops.detector.scoring;

import java.time.Instant;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import io.aiops.detector.detector.DefinitionReader;
import io.aiops.detector.detector.Detector;
import io.aiops.detector.detector.Status;
import io.aiops.detector.store.TestJson;
import io.aiops.detector.suppression.RuleSet;

/** Detectors in memory, without a service around them. */
final class LiveDetectors {

  private static final int PLENTY = 1 << 30;

  private LiveDetectors() {}

  /** Memory for all that a test makes, and for this many points for charts of each entity. */
  static MemoryBudget plenty(int chartPoints) {
    return new MemoryBudget(PLENTY, PLENTY, chartPoints);
  }

  /**
   * @param definition of the detector, as the API takes it
   * @param entities that it may have
   */
  static LiveDetector of(String id, String definition, int entities, MemoryBudget memory) {
    Detector detector =
        new Detector(
            id,
            DefinitionReader.read(TestJson.json().read(definition)),
            Status.RUNNING,
            null,
            false,
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH,
            1);
    return new LiveDetector(
        detector, new ReentrantReadWriteLock(), entities, memory, () -> RuleSet.NONE);
  }
}
