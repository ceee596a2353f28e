package io.aiops.detector.webhook;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.json.Labels;
import io.aiops.detector.json.Times;

/**
 * Writes an alert of Alertmanager's API v2. Its labels are its identity there, so they name what it
 * is about and its severity, and nothing that is different at each occurrence or changes while it
 * lasts, as what the series of an incident share.
 */
@ApplicationScoped
class AlertWriter {

  private static final String PATH = "/api/v2/alerts";

  /** An alert that is not sent again is over after so many times the pause between two sendings. */
  private static final int REPEATS_MISSED = 4;

  /** Labels of our own: one of a series with such a name gets a prefix, as Prometheus does it. */
  private static final Set<String> OWN =
      Set.of("alertname", "detector", "detector_id", "incident", "severity", "class");

  private static final String PREFIX = "exported_";

  private final Wording wording;
  private final Clock clock;
  private final Duration validity;

  AlertWriter(Wording wording, Clock clock, AiopsConfig config) {
    this.wording = wording;
    this.clock = clock;
    this.validity = config.webhooks().repeatAlerts().multipliedBy(REPEATS_MISSED);
  }

  /** Where to post to, from the address of Alertmanager or of its API. */
  static URI target(URI url) {
    String path = url.getRawPath().replaceAll("/+$", "");
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    String base = url.getScheme() + "://" + url.getRawAuthority() + path;
    return URI.create((path.endsWith(PATH) ? base : base + PATH) + query);
  }

  ObjectNode alert(Notice notice) {
    ObjectNode alert = JsonNodeFactory.instance.objectNode();
    labels(alert.putObject("labels"), notice);
    annotations(alert.putObject("annotations"), notice);
    Instant end = end(notice);
    Instant start = start(notice);
    alert.put("startsAt", Times.format(start.isAfter(end) ? end : start));
    alert.put("endsAt", Times.format(end));
    wording.link(notice).ifPresent(link -> alert.put("generatorURL", link));
    return alert;
  }

  private static Instant start(Notice notice) {
    String started = notice.text("started_at");
    return started.isEmpty() ? notice.event().time() : Times.parse(started);
  }

  private Instant end(Notice notice) {
    Instant now = clock.instant();
    if (notice.text("ended_at").isEmpty()) {
      return now.plus(validity);
    }
    Instant ended = Times.parse(notice.text("ended_at"));
    return ended.isAfter(now) ? now : ended;
  }

  private static void labels(ObjectNode labels, Notice notice) {
    if (!notice.incident()) {
      notice.labels().forEach((name, value) -> put(labels, name(name), value));
    }
    put(labels, "severity", notice.text("severity"));
    if (notice.anomaly()) {
      put(labels, "alertname", "AiopsAnomaly");
      put(labels, "detector", notice.text("detector_name"));
      put(labels, "detector_id", notice.text("detector_id"));
      put(labels, "class", notice.text("class"));
    } else if (notice.incident()) {
      put(labels, "alertname", "AiopsIncident");
      put(labels, "incident", notice.text("id"));
    } else {
      put(labels, "alertname", "AiopsTest");
    }
  }

  private void annotations(ObjectNode annotations, Notice notice) {
    put(annotations, "summary", wording.title(notice));
    put(annotations, "description", wording.explanation(notice));
    if (notice.anomaly()) {
      put(annotations, "anomaly_id", notice.text("id"));
      put(annotations, "incident_id", notice.text("incident_id"));
      put(annotations, "value", notice.text("value"));
      put(annotations, "expected", notice.text("expected"));
    } else if (notice.incident() && !notice.labels().isEmpty()) {
      put(annotations, "shared_labels", Labels.of(notice.labels()).key());
    }
  }

  /** Alertmanager knows no empty values. */
  private static void put(ObjectNode object, String name, String value) {
    if (!value.isEmpty()) {
      object.put(name, value);
    }
  }

  private static String name(String label) {
    if (label.equals("__name__")) {
      return "metric";
    }
    String legal = label.replaceAll("[^a-zA-Z0-9_]", "_");
    boolean prefixed = OWN.contains(legal) || Character.isDigit(legal.charAt(0));
    return prefixed ? PREFIX + legal : legal;
  }
}
