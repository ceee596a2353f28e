package io.aiops.detector.health;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.aiops.detector.cluster.Ownership;
import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.detector.Detector;
import io.aiops.detector.detector.DetectorRegistry;
import io.aiops.detector.json.Json;
import io.aiops.detector.problem.UnavailableException;
import io.aiops.detector.pull.Pulls;
import io.aiops.detector.scoring.DetectorStatistics;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.PendingEvent;
import io.aiops.detector.store.StorageException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.scheduler.Scheduled;

/** Looks after every detector without being asked, and announces when one's health changes. */
@ApplicationScoped
public class HealthMonitor {

  private static final Logger LOG = Logger.getLogger(HealthMonitor.class);

  static final String EVENT_TYPE = "detector_health";

  private final DetectorRegistry registry;
  private final HealthStore store;
  private final DetectorStatistics statistics;
  private final Pulls pulls;
  private final Ownership ownership;
  private final Database database;
  private final Json json;
  private final Clock clock;
  private final HealthRules rules;
  private final Instant processStart;
  private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();

  /** Since when a detector is looked after here: points before are not missed. */
  private final ConcurrentMap<String, Instant> watched = new ConcurrentHashMap<>();

  public HealthMonitor(
      DetectorRegistry registry,
      HealthStore store,
      DetectorStatistics statistics,
      Pulls pulls,
      Ownership ownership,
      Database database,
      Json json,
      Clock clock,
      AiopsConfig config,
      MeterRegistry meters) {
    this.registry = registry;
    this.store = store;
    this.statistics = statistics;
    this.pulls = pulls;
    this.ownership = ownership;
    this.database = database;
    this.json = json;
    this.clock = clock;
    this.rules = new HealthRules(config.staleAfterIntervals());
    this.processStart = clock.instant();
    HealthRules.ALL.forEach(
        health ->
            Gauge.builder("aiops.detectors", () -> count(health))
                .description("Detectors of this replica by their health")
                .tag("health", health)
                .register(meters));
  }

  /** The announced health, and since when each reason holds. */
  private record Known(String health, Map<String, Instant> since) {}

  /** The {@code data} of a {@code detector_health} event. */
  @RegisterForReflection
  record DetectorHealth(@JsonUnwrapped Detector detector, HealthReport health) {}

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    try {
      database.probe();
      List<Detector> owned =
          registry.all().stream().filter(detector -> ownership.owns(detector.id())).toList();
      if (!owned.stream().allMatch(detector -> watched.containsKey(detector.id()))) {
        welcome(owned);
      }
      owned.forEach(this::lookUnlessMoved);
      known.keySet().removeIf(this::gone);
      watched.keySet().removeIf(this::gone);
    } catch (StorageException e) {
      LOG.debugf("The database still refuses transactions: %s", e.getMessage());
    }
  }

  private void lookUnlessMoved(Detector detector) {
    try {
      look(detector);
    } catch (UnavailableException e) {
      LOG.debugf("A detector has moved: %s", e.getMessage());
    }
  }

  private long count(String health) {
    return known.values().stream().filter(one -> one.health().equals(health)).count();
  }

  private boolean gone(String id) {
    return registry.find(id).isEmpty() || !ownership.owns(id);
  }

  /** An illness that was announced before a restart or a move ends with an event, too. */
  private void welcome(List<Detector> owned) {
    Map<String, String> announced = database.read(store::announced);
    for (Detector detector : owned) {
      String id = detector.id();
      if (watched.putIfAbsent(id, arrival(id)) == null && announced.containsKey(id)) {
        known.put(id, new Known(announced.get(id), Map.of()));
      }
    }
  }

  /** When a detector came here: now, or with its first points where those were quicker. */
  private Instant arrival(String id) {
    return statistics
        .of(id)
        .map(DetectorStatistics.Snapshot::lastArrival)
        .orElseGet(clock::instant);
  }

  private void look(Detector detector) {
    HealthReport report = report(detector);
    Known before = known.get(detector.id());
    String last = before == null ? HealthRules.HEALTHY : before.health();
    if (!report.health().equals(last) && database.lastError() == null) {
      database.run(
          tx -> {
            ownership.check(tx, detector.id());
            tx.emit(event(detector, report));
          });
      LOG.infof(
          "The health of a detector changed: detector=%s health=%s",
          detector.id(), report.health());
    }
    if (database.lastError() == null) {
      Map<String, Instant> since = new HashMap<>();
      report.reasons().forEach(reason -> since.put(reason.code(), reason.since()));
      known.put(detector.id(), new Known(report.health(), since));
    }
  }

  private PendingEvent event(Detector detector, HealthReport report) {
    return new PendingEvent(
        detector.id() + "." + EVENT_TYPE + "." + report.checkedAt().toEpochMilli(),
        EVENT_TYPE,
        "detectors",
        report.checkedAt(),
        detector.id(),
        json.write(new DetectorHealth(detector, report)));
  }

  /** The health of a detector now. */
  HealthReport report(Detector detector) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    DetectorStatistics.Snapshot snapshot = statistics.of(detector.id()).orElse(null);
    if (snapshot == null && !ownership.owns(detector.id())) {
      throw UnavailableException.elsewhere(detector.id());
    }
    if (snapshot == null) {
      return new HealthReport(detector.id(), HealthRules.HEALTHY, List.of(), null, now);
    }
    Instant here = watched.getOrDefault(detector.id(), processStart);
    Instant started = detector.startedAt() == null ? here : detector.startedAt();
    List<HealthRules.Finding> findings =
        rules.findings(
            detector,
            snapshot,
            pulls.hindrance(detector.id()).orElse(null),
            started.isBefore(here) ? here : started,
            database.lastError(),
            now);
    Map<String, Instant> since =
        Optional.ofNullable(known.get(detector.id())).map(Known::since).orElse(Map.of());
    List<HealthReport.Reason> reasons =
        findings.stream()
            .map(
                finding ->
                    new HealthReport.Reason(
                        finding.code(), finding.message(), since.getOrDefault(finding.code(), now)))
            .toList();
    return new HealthReport(
        detector.id(), HealthRules.health(findings), reasons, snapshot.lastPointAt(), now);
  }
}
