package io.aiops.detector.pull;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.anomaly.HistoricalStore;
import io.aiops.detector.detector.Definition;
import io.aiops.detector.detector.DefinitionReader;
import io.aiops.detector.detector.DetectorRegistry;
import io.aiops.detector.job.Job;
import io.aiops.detector.job.JobStore;
import io.aiops.detector.json.Json;
import io.aiops.detector.problem.NotFoundException;
import io.aiops.detector.scoring.HistoryScoring;
import io.aiops.detector.scoring.TrainingService;
import io.aiops.detector.store.Database;

/** Begins the work of a job when its first points come. */
@ApplicationScoped
class HistoryWorks {

  /** Entities of a preview: enough to see how a definition judges. */
  private static final int MOST_ENTITIES = 100;

  /** Points that a preview keeps of all entities together, 22 bytes each. */
  private static final int MOST_POINTS = 1_000_000;

  private final JobStore store;
  private final DetectorRegistry registry;
  private final TrainingService training;
  private final HistoryScoring scoring;
  private final HistoricalStore historical;
  private final Database database;
  private final Json json;

  HistoryWorks(
      JobStore store,
      DetectorRegistry registry,
      TrainingService training,
      HistoryScoring scoring,
      HistoricalStore historical,
      Database database,
      Json json) {
    this.store = store;
    this.registry = registry;
    this.training = training;
    this.scoring = scoring;
    this.historical = historical;
    this.database = database;
    this.json = json;
  }

  HistoryWork work(Pull pull) {
    Job job =
        database
            .read(tx -> store.find(tx, pull.jobId()))
            .orElseThrow(() -> new NotFoundException("pull", pull.id()));
    return switch (job.kind()) {
      case Job.TRAIN -> new TrainingWork(pull.detectorId(), training);
      case Job.ANALYSIS ->
          new AnalysisWork(
              pull,
              scoring.analyse(registry.get(pull.detectorId()), pull.quietUntil()),
              historical,
              database);
      case Job.PREVIEW -> preview(pull);
      default -> throw new IllegalStateException("a job of the kind " + job.kind());
    };
  }

  private HistoryWork preview(Pull pull) {
    Definition definition =
        DefinitionReader.read(
            json.read(database.read(tx -> store.definition(tx, pull.jobId())).orElseThrow()));
    Duration range = Duration.between(pull.from(), pull.to());
    long steps = 1 + range.dividedBy(definition.interval());
    int entities = (int) Math.max(1, Math.min(MOST_ENTITIES, MOST_POINTS / steps));
    return new PreviewWork(
        scoring.preview(
            definition, entities, (int) Math.min(MOST_POINTS, steps), pull.quietUntil()),
        pull.quietUntil(),
        pull.to(),
        database,
        json);
  }
}
