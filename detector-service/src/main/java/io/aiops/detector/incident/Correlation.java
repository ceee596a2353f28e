package io.aiops.detector.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import io.aiops.detector.event.StoredEvent;
import io.aiops.detector.json.Json;
import io.aiops.detector.store.Tx;

/**
 * Finds in one transaction what some events mean for incidents. Which anomalies end up together
 * does not depend on the order in which their events came: two that belong together do so wherever
 * both are known, and an anomaly between two incidents makes them one.
 */
final class Correlation {

  /** Starts looked at around one anomaly: more in so short a time are one storm anyway. */
  private static final int MOST_CANDIDATES = 200;

  private static final String ID_PREFIX = "incident_";

  private final Tx tx;
  private final IncidentStore store;
  private final Json json;
  private final Rules rules;
  private final Map<String, Map<String, String>> detectorLabels = new HashMap<>();

  /** Incidents that may have changed, with the time of the last cause; locked in this order. */
  private final Map<String, Instant> touched = new TreeMap<>();

  /** Incidents that are part of another one now. */
  private final Map<String, String> absorbed = new HashMap<>();

  Correlation(Tx tx, IncidentStore store, Json json, Rules rules) {
    this.tx = tx;
    this.store = store;
    this.json = json;
    this.rules = rules;
  }

  /**
   * What belongs together.
   *
   * @param window longest time between two starts
   * @param ignoredLabels names of labels that say nothing
   */
  record Rules(Duration window, List<String> ignoredLabels) {}

  void take(List<StoredEvent> events) {
    for (StoredEvent event : events) {
      switch (event.type()) {
        case "anomaly_detected" -> together(anomalyOf(event), event.time());
        case "anomaly_updated" -> updated(anomalyOf(event), event.time());
        case "anomaly_resolved" ->
            store
                .incidentOf(tx, anomalyOf(event))
                .ifPresent(incident -> touched.put(incident, event.time()));
        case "detector_deleted" ->
            store
                .forget(tx, event.detectorId())
                .forEach(incident -> touched.put(incident, event.time()));
        default -> {}
      }
    }
    touched.forEach(this::announce);
  }

  /** One that stands alone may be suppressed no more: it comes to its own then. */
  private void updated(String id, Instant at) {
    store
        .incidentOf(tx, id)
        .ifPresentOrElse(incident -> touched.put(incident, at), () -> together(id, at));
  }

  private String anomalyOf(StoredEvent event) {
    return json.read(event.data()).get("id").textValue();
  }

  /** Joins an anomaly with those that it belongs with, and all that these are part of. */
  private void together(String id, Instant at) {
    Member newcomer = store.anomaly(tx, id).map(this::member).orElse(null);
    if (newcomer == null || newcomer.standsApart()) {
      return;
    }
    Instant start = newcomer.startedAt();
    Duration window = rules.window();
    List<Member> kin =
        new ArrayList<>(
            store
                .startedBetween(tx, start.minus(window), start.plus(window), MOST_CANDIDATES)
                .stream()
                .map(this::member)
                .filter(other -> !other.standsApart())
                .filter(other -> other.belongsWith(newcomer, window))
                .toList());
    if (kin.isEmpty()) {
      return;
    }
    kin.add(newcomer);
    List<Member> alone =
        kin.stream().filter(member -> member.anomaly().incidentId() == null).toList();
    Group whole = alone.stream().map(Group::of).reduce(Group::with).orElse(null);
    for (Group group : groups(kin)) {
      if (whole == null) {
        whole = group;
      } else if (whole.fits(group)) {
        absorb(whole, group, at);
        whole = whole.with(group);
      }
    }
    if (whole == null || whole.size() < 2) {
      return;
    }
    String incident = whole.id() == null ? idOf(alone) : whole.id();
    alone.forEach(member -> store.add(tx, incident, member.anomaly()));
    touched.put(incident, at);
  }

  /** The incidents that some anomalies are part of, the oldest first. */
  private List<Group> groups(List<Member> members) {
    return members.stream()
        .map(member -> member.anomaly().incidentId())
        .filter(Objects::nonNull)
        .distinct()
        .map(id -> store.group(tx, id))
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(Group::first).thenComparing(Group::id))
        .toList();
  }

  private void absorb(Group whole, Group group, Instant at) {
    if (whole.id() != null) {
      store.move(tx, group.id(), whole.id());
      absorbed.put(group.id(), whole.id());
      touched.put(group.id(), at);
    }
  }

  /** An anomaly founds one incident at most, so its id makes the one of the incident. */
  private static String idOf(List<Member> founders) {
    String founder =
        founders.stream()
            .min(
                Comparator.comparing(Member::startedAt)
                    .thenComparing(member -> member.anomaly().id()))
            .orElseThrow()
            .anomaly()
            .id();
    return ID_PREFIX + founder.substring(founder.indexOf('_') + 1);
  }

  private Member member(IncidentStore.Row row) {
    Map<String, String> labels =
        new TreeMap<>(
            detectorLabels.computeIfAbsent(
                row.anomaly().detectorId(), id -> store.detectorLabels(tx, id)));
    labels.putAll(row.anomaly().entity());
    rules.ignoredLabels().forEach(labels::remove);
    return new Member(row.anomaly(), labels, row.earlier());
  }

  /** Stores and announces what became of an incident: once, however many anomalies changed. */
  private void announce(String id, Instant at) {
    Optional<Incident> present = store.findForUpdate(tx, id);
    List<Member> members = store.members(tx, id).stream().map(this::member).toList();
    if (members.isEmpty()) {
      present.ifPresent(before -> dissolve(before, at));
      return;
    }
    if (present.isEmpty()) {
      open(Shape.of(id, members, false, 1), at);
      return;
    }
    Incident before = present.get();
    Incident after = Shape.of(id, members, before.acknowledged(), before.version());
    if (!after.equals(before)) {
      change(before, after.withVersion(before.version() + 1), at);
    }
  }

  /** What is over by the time that it is found is announced with its beginning and its end. */
  private void open(Incident incident, Instant at) {
    store.emit(tx, incident.asOpened(), IncidentStore.OPENED, at);
    Incident known = incident.isOpen() ? incident : incident.withVersion(2);
    if (!known.isOpen()) {
      store.emit(tx, known, IncidentStore.RESOLVED, at);
    }
    store.save(tx, known);
  }

  private void change(Incident before, Incident after, Instant at) {
    store.save(tx, after);
    String type =
        before.isOpen() == after.isOpen()
            ? IncidentStore.UPDATED
            : after.isOpen() ? IncidentStore.OPENED : IncidentStore.RESOLVED;
    store.emit(tx, after, type, at);
  }

  /** Nothing is left of it: its detectors were deleted, or it became part of another one. */
  private void dissolve(Incident before, Instant at) {
    String title =
        absorbed.containsKey(before.id())
            ? before.title() + ": part of " + absorbed.get(before.id())
            : before.title();
    store.delete(tx, before.id());
    store.emit(tx, before.emptied(title, at), IncidentStore.RESOLVED, at);
  }
}
