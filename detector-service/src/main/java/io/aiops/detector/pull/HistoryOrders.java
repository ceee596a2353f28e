package io.aiops.detector.pull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.detector.Definition;
import io.aiops.detector.detector.DefinitionReader;
import io.aiops.detector.detector.DetectorRegistry;
import io.aiops.detector.job.Job;
import io.aiops.detector.job.JobStore;
import io.aiops.detector.json.Fields;
import io.aiops.detector.json.Json;
import io.aiops.detector.problem.DomainException;
import io.aiops.detector.problem.InvalidInputException;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.problem.UnprocessableException;
import io.aiops.detector.scoring.HistoryTrainer;
import io.aiops.detector.source.SourceService;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.StorageException;

/** Starts jobs on the history of a source. */
@ApplicationScoped
class HistoryOrders implements HistoryTrainer {

  private static final Logger LOG = Logger.getLogger(HistoryOrders.class);

  /** Points of one entity that a preview judges: a week and a day of one every ten seconds. */
  private static final long MOST_STEPS_OF_PREVIEW = 100_000;

  /** Points of one entity that an analysis judges: nearly two years of one a minute. */
  private static final long MOST_STEPS_OF_ANALYSIS = 1_000_000;

  private final Pulls pulls;
  private final JobStore store;
  private final JobKeeper keeper;
  private final DetectorRegistry registry;
  private final SourceService sources;
  private final Ownership ownership;
  private final Database database;
  private final Json json;
  private final Clock clock;
  private final Duration warmUp;
  private final int mostWaiting;

  HistoryOrders(
      Pulls pulls,
      JobStore store,
      JobKeeper keeper,
      DetectorRegistry registry,
      SourceService sources,
      Ownership ownership,
      Database database,
      Json json,
      Clock clock,
      AiopsConfig config) {
    this.pulls = pulls;
    this.store = store;
    this.keeper = keeper;
    this.registry = registry;
    this.sources = sources;
    this.ownership = ownership;
    this.database = database;
    this.json = json;
    this.clock = clock;
    this.warmUp = config.history();
    this.mostWaiting = config.jobs().waiting();
  }

  @Override
  public Job train(String detectorId, Instant from, Instant to) {
    Definition definition = registry.get(detectorId).definition();
    refuseWithoutHistory(definition);
    Instant known = now().minus(definition.delay());
    Instant end = to.isAfter(known) ? known : to;
    if (!from.isBefore(end)) {
      throw InvalidInputException.of("from", "must be before now less the delay");
    }
    return start(
        new JobStore.Order(detectorId, Job.TRAIN, from, end, null),
        definition,
        new HistoryRange(from, from, end));
  }

  /** Judges the history of a detector; the body names the range. */
  Job analyse(String detectorId, Fields body) {
    Definition definition = registry.get(detectorId).definition();
    if (definition.source() == null) {
      throw new UnprocessableException(
          "no-source", "The detector has no source to take history from.");
    }
    HistoryRange range = HistoryRange.read(body, definition, now(), warmUp, MOST_STEPS_OF_ANALYSIS);
    body.refuseUnknown();
    body.refuseAnyViolation();
    refuseWithoutHistory(definition);
    return start(
        new JobStore.Order(detectorId, Job.ANALYSIS, range.from(), range.to(), null),
        definition,
        range);
  }

  /** Judges history for a definition that stands in the body with the range. */
  Job preview(Fields body) {
    Fields described = body.object("detector");
    if (described == null) {
      body.reject("detector", "is required: the definition to try");
      body.refuseAnyViolation();
    }
    Definition definition = DefinitionReader.unnamed(described);
    if (definition.source() == null && !described.has("source")) {
      described.reject("source", "is required: a preview takes the history of a source");
    }
    HistoryRange range = HistoryRange.read(body, definition, now(), warmUp, MOST_STEPS_OF_PREVIEW);
    body.refuseUnknown();
    body.refuseAnyViolation();
    refuseWithoutHistory(definition);
    return start(
        new JobStore.Order(null, Job.PREVIEW, range.from(), range.to(), json.write(definition)),
        definition,
        range);
  }

  private void refuseWithoutHistory(Definition definition) {
    if (!sources.mayHaveHistory(definition.source().name())) {
      throw new UnprocessableException(
          "no-history",
          "The source "
              + definition.source().name()
              + " answers with the present only: it has no history to judge.");
    }
  }

  private Job start(JobStore.Order order, Definition definition, HistoryRange range) {
    Job job =
        database.write(
            tx -> {
              if (order.detectorId() != null) {
                ownership.check(tx, order.detectorId());
              }
              Job created = store.create(tx, order, now());
              if (store.countActive(tx) > mostWaiting) {
                throw UnavailableException.limit(
                    mostWaiting + " jobs are under way or wait already (jobs.waiting).");
              }
              if (order.detectorId() == null) {
                ownership.claimPreview(tx, created.id());
              }
              pulls.add(tx, pull(created, definition, range));
              return created;
            });
    beginSoon();
    return job;
  }

  /** The job is there: where it cannot begin at once, the next round lets it. */
  private void beginSoon() {
    try {
      keeper.beginWaiting();
    } catch (StorageException | DomainException e) {
      LOG.debugf("A job waits for its turn: %s", e.getMessage());
    }
  }

  private static Pull pull(Job job, Definition definition, HistoryRange range) {
    return new Pull(
        job.id(),
        job.detectorId(),
        job.id(),
        definition.source().name(),
        definition.source().query(),
        Pull.kind(definition),
        definition.interval().toMillis(),
        definition.delay().toMillis(),
        range.warmUpFrom(),
        range.to(),
        range.from(),
        range.warmUpFrom(),
        false,
        null,
        0,
        Instant.EPOCH,
        null);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
