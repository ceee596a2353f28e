package io.aiops.detector.webhook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.Severity;
import io.aiops.detector.event.StoredEvent;
import io.aiops.detector.json.Json;
import io.aiops.detector.json.Times;
import io.aiops.detector.store.Tx;

/**
 * Decides what a webhook is told. What begins too harmless for it, suppressed, or as an incident of
 * others, is told of when that changes. The end is told if the beginning was, whatever has become
 * of the incident or the filter since, and else not.
 */
@ApplicationScoped
class Chooser {

  private static final Choice PASS = new Choice.Pass();

  /** Open ones that are read at once. */
  private static final int ONE_PAGE = 500;

  private final SubjectStore subjects;
  private final Json json;

  Chooser(SubjectStore subjects, Json json) {
    this.subjects = subjects;
    this.json = json;
  }

  Choice of(Tx tx, Webhook webhook, StoredEvent event) {
    Settings settings = webhook.settings();
    if (!EventTypes.episode(event.type())) {
      return settings.events().contains(event.type()) ? plain(tx, settings, event) : PASS;
    }
    JsonNode data = json.read(event.data());
    Notice notice =
        new Notice(event, data, labels(event.type(), data, id -> subjects.detectorLabels(tx, id)));
    if (event.type().endsWith(EventTypes.RESOLVED)) {
      return end(tx, webhook, notice);
    }
    return notice.text("state").equals(Anomaly.OPEN)
        ? lasting(tx, webhook, notice)
        : afterwards(tx, settings, notice);
  }

  private Choice plain(Tx tx, Settings settings, StoredEvent event) {
    EventFilter filter = settings.filter();
    JsonNode data = json.read(event.data());
    Map<String, String> labels =
        event.detectorId() == null ? Map.of() : subjects.detectorLabels(tx, event.detectorId());
    boolean fits =
        (filter.detectorId() == null || filter.detectorId().equals(event.detectorId()))
            && (filter.labelled(labels) || filter.labelled(strings(data.get("labels"))));
    return fits ? new Choice.Tell(new Notice(event, data, labels)) : PASS;
  }

  private Choice lasting(Tx tx, Webhook webhook, Notice notice) {
    Settings settings = webhook.settings();
    String subject = notice.text("id");
    String opening = EventTypes.opening(notice.type());
    boolean begins = notice.type().equals(opening);
    boolean concerned = concerns(tx, settings.filter(), notice);
    if (!concerned || !severe(settings, notice) || suppressed(notice.data())) {
      boolean mayFitLater = concerned || notice.incident();
      return begins && mayFitLater ? new Choice.Withhold(subject) : PASS;
    }
    if (begins || !subjects.withheld(tx, webhook.id(), subject)) {
      return tell(settings, notice);
    }
    return settings.events().contains(opening)
        ? new Choice.Tell(as(opening, notice))
        : new Choice.Release(subject);
  }

  private Choice end(Tx tx, Webhook webhook, Notice notice) {
    Settings settings = webhook.settings();
    String subject = notice.text("id");
    if (subjects.told(tx, webhook.id(), subject)) {
      return settings.events().contains(notice.type())
          ? new Choice.Tell(notice)
          : new Choice.Release(subject);
    }
    if (subjects.withheld(tx, webhook.id(), subject)) {
      return new Choice.Release(subject);
    }
    return hearsOfEndsAlone(settings, notice) ? afterwards(tx, settings, notice) : PASS;
  }

  /** What people say of something that is over. */
  private Choice afterwards(Tx tx, Settings settings, Notice notice) {
    return severe(settings, notice) && concerns(tx, settings.filter(), notice)
        ? tell(settings, notice)
        : PASS;
  }

  /** Who wants no beginnings, or hears again and again of what is open, whenever that began. */
  private static boolean hearsOfEndsAlone(Settings settings, Notice notice) {
    return settings.kind() == Kind.ALERTMANAGER
        || !settings.events().contains(EventTypes.opening(notice.type()));
  }

  private static boolean severe(Settings settings, Notice notice) {
    return settings.filter().severeEnough(Severity.of(notice.text("severity")));
  }

  private static Choice tell(Settings settings, Notice notice) {
    return settings.events().contains(notice.type()) ? new Choice.Tell(notice) : PASS;
  }

  private static Notice as(String type, Notice notice) {
    StoredEvent event = notice.event();
    return new Notice(
        new StoredEvent(
            event.seq(),
            event.id(),
            type,
            event.topic(),
            event.time(),
            event.detectorId(),
            event.data()),
        notice.data(),
        notice.labels());
  }

  /**
   * The beginnings of what is open now and a webhook is told of.
   *
   * @param cut whether there are more
   */
  record Open(List<Notice> notices, boolean cut) {
    static final Open NONE = new Open(List.of(), false);
  }

  /** The labels of a detector by its id. */
  private interface OfDetector {
    Map<String, String> labels(String detectorId);
  }

  /** What follows a row of those that are open; null for the first ones. */
  private interface Pages {
    List<SubjectStore.Open> after(SubjectStore.Open last);
  }

  /**
   * @param most incidents, and as many anomalies, so that neither crowd out the other
   */
  Open open(Tx tx, Settings settings, int most) {
    EventFilter filter = settings.filter();
    Map<String, Map<String, String>> known = new HashMap<>();
    OfDetector labels = id -> known.computeIfAbsent(id, any -> subjects.detectorLabels(tx, id));
    Predicate<Notice> fits = notice -> concerns(tx, filter, notice);
    List<Notice> notices = new ArrayList<>();
    boolean cut = false;
    if (settings.events().contains(EventTypes.OPENED)) {
      cut |=
          gather(
              last -> subjects.openIncidents(tx, filter, last, ONE_PAGE),
              data -> beginning(EventTypes.OPENED, data, labels),
              fits,
              most,
              notices);
    }
    if (settings.events().contains(EventTypes.DETECTED)) {
      cut |=
          gather(
              last -> subjects.openAnomalies(tx, filter, last, ONE_PAGE),
              data -> beginning(EventTypes.DETECTED, data, labels),
              fits,
              most,
              notices);
    }
    return new Open(notices, cut);
  }

  /** Goes on until there are enough that fit, however many others stand before them. */
  private static boolean gather(
      Pages pages,
      Function<JsonNode, Notice> reader,
      Predicate<Notice> fits,
      int most,
      List<Notice> into) {
    int full = into.size() + most;
    List<SubjectStore.Open> page = pages.after(null);
    while (!page.isEmpty()) {
      for (SubjectStore.Open open : page) {
        Notice notice = reader.apply(open.data());
        if (fits.test(notice)) {
          if (into.size() == full) {
            return true;
          }
          into.add(notice);
        }
      }
      page = page.size() < ONE_PAGE ? List.of() : pages.after(page.get(page.size() - 1));
    }
    return false;
  }

  private static Notice beginning(String type, JsonNode data, OfDetector ofDetector) {
    StoredEvent event =
        new StoredEvent(
            0,
            data.get("id").textValue() + "." + type,
            type,
            "anomalies",
            Times.parse(data.get("started_at").textValue()),
            data.path("detector_id").textValue(),
            data.toString());
    return new Notice(event, data, labels(type, data, ofDetector));
  }

  /** Those of the series come before those of its detector. */
  private static Map<String, String> labels(String type, JsonNode data, OfDetector ofDetector) {
    if (!type.startsWith(EventTypes.ANOMALY)) {
      return strings(data.get("labels"));
    }
    Map<String, String> labels =
        new TreeMap<>(ofDetector.labels(data.path("detector_id").asText()));
    labels.putAll(strings(data.get("entity")));
    return labels;
  }

  private boolean concerns(Tx tx, EventFilter filter, Notice notice) {
    if (!filter.labelled(notice.labels())) {
      return false;
    }
    return filter.detectorId() == null
        || (notice.anomaly()
            ? filter.detectorId().equals(notice.text("detector_id"))
            : subjects.concern(tx, notice.data().path("members"), filter.detectorId()));
  }

  private static boolean suppressed(JsonNode data) {
    return data.path("suppressed").asBoolean(false);
  }

  private static Map<String, String> strings(JsonNode object) {
    Map<String, String> strings = new TreeMap<>();
    if (object != null) {
      object.properties().forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
    }
    return strings;
  }
}
