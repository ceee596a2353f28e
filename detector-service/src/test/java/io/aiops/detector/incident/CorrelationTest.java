package io.aiops.detector.incident;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.anomaly.AnomalyStore;
import io.aiops.detector.anomaly.PointsAround;
import io.aiops.detector.anomaly.Severity;
import io.aiops.detector.anomaly.TestAnomaly;
import io.aiops.detector.event.EventStore;
import io.aiops.detector.event.StoredEvent;
import io.aiops.detector.json.Column;
import io.aiops.detector.json.Json;
import io.aiops.detector.json.Page;
import io.aiops.detector.store.Database;
import io.aiops.detector.store.TestDatabase;
import io.aiops.detector.store.TestJson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What belongs together, the same on both databases. */
class CorrelationTest {

  private static final Column NONE = Column.of(new double[0]);
  private static final Correlation.Rules RULES =
      new Correlation.Rules(Duration.ofMinutes(5), List.of("job"));
  private static final Instant START = Instant.parse("2026-01-02T03:04:00Z");

  private final Json json = TestJson.json();
  private final AnomalyStore anomalies = new AnomalyStore(json, Clock.systemUTC());
  private final IncidentStore store = new IncidentStore(json, Clock.systemUTC());
  private final EventStore events = new EventStore();
  private final String service = UUID.randomUUID().toString();
  private Database database;
  private long position;

  /** Events are looked at from here on; each test looks at those of its own. */
  private void use(TestDatabase kind) {
    database = kind.database();
    position = database.read(events::last);
  }

  private Map<String, String> labels(String pod) {
    return Map.of("service", service, "pod", service + pod, "job", "node");
  }

  private Anomaly anomaly(
      String detector, Map<String, String> labels, int second, Severity severity) {
    return TestAnomaly.open(
        "anomaly_" + UUID.randomUUID(),
        detector,
        "name of " + detector,
        labels,
        START.plusSeconds(second),
        severity);
  }

  private void save(AnomalyChange.Kind kind, Anomaly... changed) {
    PointsAround points = new PointsAround(NONE, NONE, NONE, NONE, NONE, NONE);
    database.run(
        tx -> {
          for (Anomaly anomaly : changed) {
            Instant at = anomaly.endedAt() == null ? anomaly.detectedAt() : anomaly.endedAt();
            anomalies.save(tx, new AnomalyChange(kind, anomaly, at, points));
          }
        });
  }

  private void detected(Anomaly... found) {
    save(AnomalyChange.Kind.DETECTED, found);
  }

  private void resolved(Anomaly... found) {
    for (Anomaly anomaly : found) {
      save(AnomalyChange.Kind.RESOLVED, anomaly.resolved(anomaly.startedAt().plusSeconds(60)));
    }
  }

  /** Looks at what is new, and answers what was announced of it. */
  private List<StoredEvent> correlate() {
    long before = database.read(events::last);
    List<StoredEvent> news = database.read(tx -> events.after(tx, position, 1000));
    database.run(tx -> new Correlation(tx, store, json, RULES).take(news));
    position = before;
    return database.read(tx -> events.after(tx, before, 1000));
  }

  private static List<String> types(List<StoredEvent> announced) {
    return announced.stream().map(StoredEvent::type).toList();
  }

  private Incident incident(StoredEvent event) {
    return json.read(event.data(), Incident.class);
  }

  private String incidentOf(Anomaly anomaly) {
    return database.read(tx -> store.incidentOf(tx, anomaly.id())).orElse(null);
  }

  @ParameterizedTest
  @EnumSource
  void whatStartsTogetherIsOneIncidentAndOneEvent(TestDatabase kind) {
    use(kind);
    Anomaly database1 =
        anomaly(TestDatabase.detector(database), labels("db"), 0, Severity.CRITICAL);
    Anomaly latency = anomaly(TestDatabase.detector(database), labels("a"), 40, Severity.HIGH);
    Anomaly errors = anomaly(TestDatabase.detector(database), labels("b"), 90, Severity.LOW);
    detected(latency, errors, database1);
    List<StoredEvent> announced = correlate();
    assertEquals(List.of("incident_opened"), types(announced));
    assertEquals("anomalies", announced.get(0).topic());
    Incident incident = incident(announced.get(0));
    assertEquals(List.of(database1.id(), latency.id(), errors.id()), incident.members());
    assertEquals(Severity.CRITICAL, incident.severity());
    assertEquals(Map.of("service", service), incident.labels());
    assertEquals(database1.startedAt(), incident.startedAt());
    assertNull(incident.endedAt());
    assertEquals(
        "name of "
            + database1.detectorId()
            + ", then name of "
            + latency.detectorId()
            + " and 1 more (service="
            + service
            + ")",
        incident.title());
    Incident.Cause cause = incident.probableCause().get(0);
    assertEquals(database1.id(), cause.anomalyId());
    assertEquals(
        "Began first, 40s before the next; critical; its series had no other anomaly in the 7 days"
            + " before; shares labels with 2 of the 2 others.",
        cause.why());
    assertEquals(
        List.of(1, 2, 3), incident.probableCause().stream().map(Incident.Cause::rank).toList());
    assertEquals(
        incident.id(),
        database.read(tx -> store.anomaly(tx, errors.id())).orElseThrow().anomaly().incidentId());
    assertEquals(List.of(), types(correlate()));
  }

  @ParameterizedTest
  @EnumSource
  void anIncidentEndsWithItsLastAnomalyAndOpensAgainWithAnother(TestDatabase kind) {
    use(kind);
    Anomaly first = anomaly(TestDatabase.detector(database), labels("a"), 0, Severity.LOW);
    Anomaly second = anomaly(TestDatabase.detector(database), labels("b"), 10, Severity.HIGH);
    Anomaly third = anomaly(TestDatabase.detector(database), labels("c"), 200, Severity.HIGH);
    detected(first, second);
    correlate();
    resolved(first);
    List<StoredEvent> announced = correlate();
    assertEquals(List.of(), types(announced), "one of two is over: that is no news of the whole");
    resolved(second);
    announced = correlate();
    assertEquals(List.of("incident_resolved"), types(announced));
    assertEquals(START.plusSeconds(70), incident(announced.get(0)).endedAt());
    assertEquals(2, incident(announced.get(0)).version());
    detected(third);
    announced = correlate();
    assertEquals(List.of("incident_opened"), types(announced));
    assertEquals(3, incident(announced.get(0)).members().size());
    resolved(third);
    assertEquals(List.of("incident_resolved"), types(correlate()));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsOverWhenItIsFoundOpensAndEnds(TestDatabase kind) {
    use(kind);
    Anomaly first = anomaly(TestDatabase.detector(database), labels("a"), 0, Severity.LOW);
    Anomaly second = anomaly(TestDatabase.detector(database), labels("b"), 10, Severity.HIGH);
    detected(first, second);
    resolved(first, second);
    List<StoredEvent> announced = correlate();
    assertEquals(List.of("incident_opened", "incident_resolved"), types(announced));
    assertTrue(incident(announced.get(0)).isOpen());
    assertFalse(incident(announced.get(1)).isOpen());
  }

  @ParameterizedTest
  @EnumSource
  void whatHasNothingInCommonStaysAlone(TestDatabase kind) {
    use(kind);
    String detector = TestDatabase.detector(database);
    Map<String, String> elsewhere = Map.of("pod", UUID.randomUUID().toString(), "job", "node");
    Map<String, String> there = Map.of("pod", UUID.randomUUID().toString(), "job", "node");
    Anomaly one = anomaly(detector, labels("a"), 0, Severity.LOW);
    Anomaly again = anomaly(detector, labels("a"), 30, Severity.LOW);
    Anomaly other = anomaly(TestDatabase.detector(database), elsewhere, 0, Severity.LOW);
    Anomaly later = anomaly(TestDatabase.detector(database), labels("b"), 331, Severity.LOW);
    Anomaly neighbour = anomaly(detector, there, 91, Severity.LOW);
    detected(one, again, other, later, neighbour);
    assertEquals(List.of(), types(correlate()));
    Anomaly near = anomaly(detector, elsewhere, 89, Severity.LOW);
    detected(near);
    assertEquals(List.of("incident_opened"), types(correlate()));
    assertEquals(incidentOf(near), incidentOf(neighbour), "of one detector, at the same time");
    assertNull(incidentOf(later));
  }

  @ParameterizedTest
  @EnumSource
  void whichOnesAreTogetherDoesNotDependOnTheOrderInWhichTheyCome(TestDatabase kind) {
    for (int seed = 0; seed < 8; seed++) {
      use(kind);
      List<Anomaly> all = new ArrayList<>();
      String run = service + seed;
      for (int i = 0; i < 9; i++) {
        Map<String, String> labels =
            Map.of("chain", run + (i / 3), "link", run + ((i + 1) / 3), "pod", run + i);
        all.add(
            anomaly(
                TestDatabase.detector(database), labels, i * (i == 8 ? 100 : 40), Severity.LOW));
      }
      List<Anomaly> order = new ArrayList<>(all);
      Collections.shuffle(order, new Random(seed));
      int batch = 1 + seed % 4;
      for (int i = 0; i < order.size(); i += batch) {
        detected(order.subList(i, Math.min(order.size(), i + batch)).toArray(new Anomaly[0]));
        correlate();
      }
      Map<String, Set<Integer>> groups = new TreeMap<>();
      for (int i = 0; i < all.size(); i++) {
        groups
            .computeIfAbsent(String.valueOf(incidentOf(all.get(i))), id -> new TreeSet<>())
            .add(i);
      }
      assertEquals(
          Set.of(Set.of(0, 1, 2, 3, 4, 5, 6, 7), Set.of(8)),
          Set.copyOf(groups.values()),
          "" + seed);
      assertTrue(groups.get("null").contains(8));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSuppressedStandsApartUntilItIsNotAnyMore(TestDatabase kind) {
    use(kind);
    Anomaly first = anomaly(TestDatabase.detector(database), labels("a"), 0, Severity.LOW);
    Anomaly quiet =
        anomaly(TestDatabase.detector(database), labels("b"), 10, Severity.LOW)
            .suppressedBy("suppression_1");
    detected(first, quiet);
    assertEquals(List.of(), types(correlate()));
    save(AnomalyChange.Kind.UPDATED, quiet.suppressedBy(null));
    assertEquals(List.of("incident_opened"), types(correlate()));
    assertEquals(incidentOf(first), incidentOf(quiet));
    Anomaly late =
        anomaly(TestDatabase.detector(database), labels("c"), 20, Severity.LOW)
            .suppressedBy("suppression_1");
    detected(late);
    assertEquals(List.of(), types(correlate()), "joins none either");
    save(AnomalyChange.Kind.UPDATED, late.suppressedBy("suppression_2"));
    assertEquals(List.of(), types(correlate()));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSuppressedLaterStaysInItsIncident(TestDatabase kind) {
    use(kind);
    Anomaly first = anomaly(TestDatabase.detector(database), labels("a"), 0, Severity.LOW);
    Anomaly second = anomaly(TestDatabase.detector(database), labels("b"), 10, Severity.LOW);
    detected(first, second);
    correlate();
    String incident = incidentOf(first);
    save(AnomalyChange.Kind.UPDATED, first.suppressedBy("suppression_1"));
    correlate();
    assertEquals(incident, incidentOf(first));
    Anomaly third = anomaly(TestDatabase.detector(database), labels("c"), 20, Severity.LOW);
    detected(third);
    assertEquals(List.of("incident_updated"), types(correlate()));
    assertEquals(incident, incidentOf(third));
  }

  @ParameterizedTest
  @EnumSource
  void anAnomalyBetweenTwoIncidentsMakesThemOne(TestDatabase kind) {
    use(kind);
    Map<String, String> left = Map.of("rack", service + "left");
    Map<String, String> right = Map.of("rack", service + "right");
    Map<String, String> both = Map.of("rack", service + "left", "row", service);
    Anomaly a = anomaly(TestDatabase.detector(database), left, 0, Severity.LOW);
    Anomaly b = anomaly(TestDatabase.detector(database), left, 5, Severity.LOW);
    Anomaly c =
        anomaly(
            TestDatabase.detector(database),
            Map.of("rack", service + "right", "row", service),
            20,
            Severity.LOW);
    Anomaly d = anomaly(TestDatabase.detector(database), right, 25, Severity.LOW);
    detected(a, b, c, d);
    assertEquals(List.of("incident_opened", "incident_opened"), types(correlate()));
    String kept = incidentOf(a);
    String gone = incidentOf(c);
    detected(anomaly(TestDatabase.detector(database), both, 30, Severity.LOW));
    List<StoredEvent> announced = correlate();
    assertEquals(Set.of("incident_updated", "incident_resolved"), Set.copyOf(types(announced)));
    assertEquals(kept, incidentOf(c));
    assertEquals(kept, incidentOf(d));
    assertTrue(database.read(tx -> store.find(tx, gone)).isEmpty());
    assertEquals(5, database.read(tx -> store.find(tx, kept)).orElseThrow().members().size());
  }

  @ParameterizedTest
  @EnumSource
  void anIncidentWithoutItsDetectorsIsGone(TestDatabase kind) {
    use(kind);
    String detector = TestDatabase.detector(database);
    Anomaly first = anomaly(detector, labels("a"), 0, Severity.LOW);
    Anomaly second = anomaly(detector, labels("b"), 10, Severity.HIGH);
    detected(first, second);
    correlate();
    String id = incidentOf(first);
    database.run(tx -> tx.update("DELETE FROM detector WHERE id = ?", detector));
    StoredEvent deleted =
        new StoredEvent(1, "x", "detector_deleted", "detectors", START, detector, "{}");
    database.run(tx -> new Correlation(tx, store, json, RULES).take(List.of(deleted)));
    assertTrue(database.read(tx -> store.find(tx, id)).isEmpty());
    List<StoredEvent> announced = database.read(tx -> events.after(tx, position, 1000));
    StoredEvent last = announced.get(announced.size() - 1);
    assertEquals("incident_resolved", last.type());
    assertEquals(List.of(), incident(last).members());
  }

  @ParameterizedTest
  @EnumSource
  void whatWasNotCommittedIsFoundAgain(TestDatabase kind) {
    use(kind);
    Anomaly first = anomaly(TestDatabase.detector(database), labels("a"), 0, Severity.LOW);
    Anomaly second = anomaly(TestDatabase.detector(database), labels("b"), 10, Severity.HIGH);
    detected(first, second);
    List<StoredEvent> news = database.read(tx -> events.after(tx, position, 1000));
    assertThrows(
        UnsupportedOperationException.class,
        () ->
            database.run(
                tx -> {
                  new Correlation(tx, store, json, RULES).take(news);
                  throw new UnsupportedOperationException("killed");
                }));
    assertNull(incidentOf(first));
    assertEquals(List.of("incident_opened"), types(correlate()));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsLookedAtTwiceIsFoundOnce(TestDatabase kind) {
    use(kind);
    Anomaly first = anomaly(TestDatabase.detector(database), labels("a"), 0, Severity.LOW);
    Anomaly second = anomaly(TestDatabase.detector(database), labels("b"), 10, Severity.HIGH);
    long start = position;
    detected(first, second);
    resolved(second);
    correlate();
    Incident found = database.read(tx -> store.find(tx, incidentOf(first))).orElseThrow();
    position = start;
    assertEquals(List.of(), types(correlate()));
    assertEquals(found, database.read(tx -> store.find(tx, found.id())).orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void whatGoesOnStillEndsLast(TestDatabase kind) {
    use(kind);
    Anomaly first = anomaly(TestDatabase.detector(database), labels("a"), 0, Severity.LOW);
    Anomaly second = anomaly(TestDatabase.detector(database), labels("b"), 10, Severity.HIGH);
    Anomaly third = anomaly(TestDatabase.detector(database), labels("a"), 4000, Severity.LOW);
    Anomaly fourth = anomaly(TestDatabase.detector(database), labels("b"), 4010, Severity.HIGH);
    detected(first, second, third, fourth);
    resolved(first, second);
    correlate();
    List<String> ascending = List.of(incidentOf(first), incidentOf(third));
    assertEquals(ascending, sorted("ended_at"));
    assertEquals(List.of(incidentOf(third), incidentOf(first)), sorted("-ended_at"));
  }

  private List<String> sorted(String sort) {
    IncidentQuery query =
        IncidentQuery.read(
            new IncidentQuery.Filter(List.of(), "", "", "", service), sort, Page.of("1", "20"));
    return database.read(tx -> store.list(tx, query)).stream().map(Incident::id).toList();
  }

  @ParameterizedTest
  @EnumSource
  void listsAreFilteredAndSortedAlike(TestDatabase kind) {
    use(kind);
    Anomaly first = anomaly(TestDatabase.detector(database), labels("a"), 0, Severity.LOW);
    Anomaly second = anomaly(TestDatabase.detector(database), labels("b"), 10, Severity.HIGH);
    detected(first, second);
    correlate();
    assertEquals(
        1, count(List.of("high"), "open", service.substring(3).toUpperCase(java.util.Locale.ROOT)));
    assertEquals(0, count(List.of("critical"), "", service));
    assertEquals(0, count(List.of(), "resolved", service));
    assertEquals(1, count(List.of(), "", incidentOf(first)));
  }

  private int count(List<String> severities, String state, String text) {
    IncidentQuery query =
        IncidentQuery.read(
            new IncidentQuery.Filter(severities, state, "", "", text),
            IncidentQuery.DEFAULT_SORT,
            Page.of("1", "20"));
    int listed = database.read(tx -> store.list(tx, query)).size();
    assertEquals(listed, database.<Long>read(tx -> store.count(tx, query)));
    return listed;
  }
}
