package io.aiops.detector.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.json.InstantText;
import io.aiops.detector.json.Labels;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Something that happened in the course of an incident.
 *
 * @param kind {@code started}, {@code detected} where that was later, {@code peaked} where that was
 *     later still, {@code ended}
 * @param text one English sentence
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Moment(
    @JsonSerialize(converter = InstantText.class) Instant at,
    String kind,
    String anomalyId,
    String text) {

  /** All moments of the anomalies, oldest first. */
  static List<Moment> of(List<Anomaly> anomalies) {
    List<Moment> moments = new ArrayList<>();
    for (Anomaly anomaly : anomalies) {
      String name = name(anomaly);
      moments.add(at(anomaly.startedAt(), "started", anomaly, name + " began to be abnormal"));
      if (anomaly.detectedAt().isAfter(anomaly.startedAt())) {
        moments.add(at(anomaly.detectedAt(), "detected", anomaly, name + " was noticed"));
      }
      if (anomaly.peakAt().isAfter(anomaly.detectedAt())) {
        moments.add(at(anomaly.peakAt(), "peaked", anomaly, name + ": " + anomaly.explanation()));
      }
      if (anomaly.endedAt() != null) {
        moments.add(at(anomaly.endedAt(), "ended", anomaly, name + " was normal again"));
      }
    }
    moments.sort(Comparator.comparing(Moment::at));
    return moments;
  }

  private static Moment at(Instant at, String kind, Anomaly anomaly, String text) {
    return new Moment(at, kind, anomaly.id(), text);
  }

  private static String name(Anomaly anomaly) {
    return anomaly.entity().isEmpty()
        ? anomaly.detectorName()
        : anomaly.detectorName() + " " + Labels.of(anomaly.entity()).key();
  }
}
