package io.aiops.detector.webhook;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.config.AiopsConfig;
import io.aiops.detector.json.Labels;

/** What people read of an event, and where they find more. */
@ApplicationScoped
class Wording {

  private final Optional<String> publicUrl;

  Wording(AiopsConfig config) {
    this.publicUrl = config.publicUrl().map(url -> url.strip().replaceAll("/+$", ""));
  }

  /** One line: what it is about. */
  String title(Notice notice) {
    if (notice.anomaly()) {
      return capital(notice.text("severity")) + " anomaly: " + series(notice);
    }
    if (notice.incident()) {
      return capital(notice.text("severity")) + " incident: " + notice.text("title");
    }
    return capital(notice.type().replace('_', ' ')) + ": " + notice.text("name");
  }

  /** The line before it: what became of that. */
  String state(Notice notice) {
    if (!EventTypes.episode(notice.type())) {
      return "";
    }
    if (notice.type().endsWith(EventTypes.RESOLVED)) {
      return "Resolved";
    }
    return notice.type().equals(EventTypes.opening(notice.type())) ? "New" : "Changed";
  }

  /** Why; empty where there is nothing to say. */
  String explanation(Notice notice) {
    if (notice.anomaly()) {
      return notice.text("explanation");
    }
    if (notice.incident()) {
      return notice.data().at("/probable_cause/0/why").asText("");
    }
    String reason = notice.data().at("/health/reasons/0/message").asText("");
    return reason.isEmpty() ? notice.text("message") : reason;
  }

  /** The page of it; empty where no public address is configured. */
  Optional<String> link(Notice notice) {
    return publicUrl.map(
        url -> {
          if (notice.anomaly()) {
            return url + "/anomalies/" + notice.text("id");
          }
          if (notice.incident()) {
            return url + "/incidents/" + notice.text("id");
          }
          return notice.event().detectorId() == null
              ? url + "/"
              : url + "/detectors/" + notice.event().detectorId();
        });
  }

  private static String series(Notice notice) {
    Map<String, String> entity = new TreeMap<>();
    notice
        .data()
        .path("entity")
        .properties()
        .forEach(label -> entity.put(label.getKey(), label.getValue().asText()));
    String name = notice.text("detector_name");
    return entity.isEmpty() ? name : name + " " + Labels.of(entity).key();
  }

  private static String capital(String word) {
    return word.isEmpty()
        ? word
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
