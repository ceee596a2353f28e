package io.aiops.detector.scoring;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.anomaly.AnomalyId;
import io.aiops.detector.anomaly.Peak;
import io.aiops.detector.anomaly.PointsAround;
import io.aiops.detector.anomaly.Sentence;
import io.aiops.detector.anomaly.Severity;
import io.aiops.detector.detector.Detector;

/** Turns the episode of an entity into an announced anomaly, and follows its peak. */
final class AnomalyTracker {

  private final LiveDetector live;
  private final Detector detector;
  private final Entity entity;

  AnomalyTracker(LiveDetector live, Entity entity) {
    this.live = live;
    this.detector = live.detector();
    this.entity = entity;
  }

  /**
   * @param value of the most deviating feature; NaN where missing
   * @param quiet whether an episode that opens now is to be announced to nobody
   */
  Optional<AnomalyChange> follow(
      Episode.Step step, Instant time, double value, Judgement judgement, boolean quiet) {
    return switch (step) {
      case NONE -> Optional.empty();
      case OPENED -> quiet ? Optional.empty() : Optional.of(open(time, value, judgement));
      case INSIDE -> entity.anomaly == null ? Optional.empty() : grow(time, value, judgement);
      case CLOSED -> entity.anomaly == null ? Optional.empty() : Optional.of(resolve(time));
    };
  }

  private AnomalyChange open(Instant time, double value, Judgement judgement) {
    return open(Double.isNaN(value) ? "absence" : "deviation", peak(time, value, judgement));
  }

  /** Opens an anomaly for another reason than a value. */
  AnomalyChange announce(String kind, Peak peak) {
    entity.episode.open(peak.at().toEpochMilli());
    return open(kind, peak);
  }

  private AnomalyChange open(String kind, Peak peak) {
    Instant time = peak.at();
    Instant since = Instant.ofEpochMilli(entity.episode.since());
    entity.anomaly =
        new Anomaly(
            id(since),
            detector.id(),
            detector.definition().name(),
            entity.labels.values(),
            Anomaly.OPEN,
            peak.severity(),
            peak.score(),
            peak.direction(),
            kind,
            since,
            time,
            time,
            null,
            peak.value(),
            peak.expected(),
            peak.lower(),
            peak.upper(),
            peak.contributions(),
            peak.explanation(),
            null,
            false,
            null,
            false,
            false,
            null,
            1);
    suppress(time);
    return change(AnomalyChange.Kind.DETECTED, time);
  }

  /** A worse severity is news, and so is whether it is suppressed; a higher peak waits for it. */
  private Optional<AnomalyChange> grow(Instant time, double value, Judgement judgement) {
    Anomaly before = entity.anomaly;
    Peak peak = peak(time, value, judgement);
    boolean worse = peak.severity().compareTo(before.severity()) > 0;
    if (worse || peak.score() > before.score()) {
      entity.anomaly = before.grown(peak);
    }
    boolean news = suppress(time) || worse;
    return news ? Optional.of(change(AnomalyChange.Kind.UPDATED, time)) : Optional.empty();
  }

  /** Judges whether the open anomaly is suppressed at a time; answers whether that has changed. */
  private boolean suppress(Instant time) {
    Anomaly before = entity.anomaly;
    if (entity.silence == null) {
      entity.silence = new Silence();
    }
    String suppression = entity.silence.at(time, live.rules(), detector, before);
    if (Objects.equals(suppression, before.suppressedBy())) {
      return false;
    }
    entity.anomaly = before.suppressedBy(suppression);
    return true;
  }

  /**
   * Takes up what is told later about an open anomaly.
   *
   * @param news whether people are to hear of it even where it makes nothing worse
   */
  Optional<AnomalyChange> tell(Peak peak, boolean news) {
    boolean worse = peak.severity().compareTo(entity.anomaly.severity()) > 0;
    entity.anomaly = entity.anomaly.grown(peak);
    return worse || news
        ? Optional.of(change(AnomalyChange.Kind.UPDATED, peak.at()))
        : Optional.empty();
  }

  private AnomalyChange resolve(Instant time) {
    entity.anomaly = entity.anomaly.resolved(Instant.ofEpochMilli(entity.episode.calmSince()));
    AnomalyChange change = change(AnomalyChange.Kind.RESOLVED, time);
    entity.anomaly = null;
    entity.silence = null;
    return change;
  }

  /** Ends the open anomaly at the last point, because that is normal by now. */
  AnomalyChange settled() {
    entity.anomaly = entity.anomaly.resolved(Instant.ofEpochMilli(entity.lastPointAt));
    AnomalyChange change =
        change(AnomalyChange.Kind.RESOLVED, Instant.ofEpochMilli(entity.lastPointAt));
    entity.anomaly = null;
    entity.silence = null;
    entity.episode.close();
    entity.lessons.episodeEnded();
    return change;
  }

  /** The end of the anomaly of an entity whose state is to go; the entity itself stays as it is. */
  Optional<AnomalyChange> abandoned(Instant now) {
    if (entity.anomaly == null) {
      return Optional.empty();
    }
    Instant start = entity.anomaly.startedAt();
    Instant last = Instant.ofEpochMilli(entity.lastPointAt);
    return Optional.of(
        change(
            AnomalyChange.Kind.RESOLVED,
            entity.anomaly.resolved(last.isBefore(start) ? start : last),
            now));
  }

  private AnomalyChange change(AnomalyChange.Kind kind, Instant at) {
    return change(kind, entity.anomaly, at);
  }

  private AnomalyChange change(AnomalyChange.Kind kind, Anomaly anomaly, Instant at) {
    PointsAround points =
        entity.recent.around(anomaly.startedAt().toEpochMilli(), Long.MAX_VALUE).pointsAround();
    return new AnomalyChange(kind, anomaly, at, points);
  }

  private Peak peak(Instant time, double value, Judgement judgement) {
    boolean missing = Double.isNaN(value);
    return new Peak(
        time,
        judgement.severity() == null ? Severity.LOW : judgement.severity(),
        judgement.score(),
        missing ? null : judgement.deviation() < 0 ? "below" : "above",
        Explanations.nullable(value),
        Explanations.nullable(judgement.expected()),
        Explanations.nullable(judgement.lower()),
        Explanations.nullable(judgement.upper()),
        missing
            ? List.of(new Anomaly.Share("missing", 1))
            : Explanations.shares(detector, entity.model.explain()),
        missing
            ? Sentence.missing(judgement.expected())
            : Explanations.sentence(detector, entity.labels, value, judgement));
  }

  /** The same opening point always makes the same id, so that a replay cannot make a second one. */
  private String id(Instant since) {
    return AnomalyId.of(
        detector.id(),
        Long.toString(detector.createdAt().toEpochMilli()),
        entity.key,
        Long.toString(since.toEpochMilli()));
  }
}
