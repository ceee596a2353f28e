package io.aiops.detector.scoring;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.anomaly.Severity;
import io.aiops.detector.detector.Definition;
import io.aiops.detector.detector.Direction;
import io.aiops.detector.detector.MissingPolicy;
import io.aiops.detector.model.Score;

/** Takes the points of one entity one by one. The caller holds the entity's lock. */
final class Scorer {

  private final Definition definition;
  private final Entity entity;
  private final List<AnomalyChange> changes;
  private final AnomalyTracker tracker;
  private final float[] bands;

  /**
   * @param changes takes what happens to anomalies
   */
  Scorer(LiveDetector live, Entity entity, List<AnomalyChange> changes) {
    this.definition = live.detector().definition();
    this.entity = entity;
    this.changes = changes;
    this.tracker = new AnomalyTracker(live, entity);
    this.bands = new float[3 * definition.dimensions()];
  }

  /**
   * Learns and judges a point.
   *
   * @param time epoch milliseconds
   * @param point one number per feature, NaN where missing; overwritten by the missing policy
   * @param quiet whether to learn without announcing anomalies
   */
  Judgement take(long time, double[] point, boolean quiet) {
    Judgement judgement = learnAndJudge(time, point, quiet);
    if (!judgement.late()) {
      entity.lastSaidAt = time;
    }
    return judgement;
  }

  /** Takes a point that should have been there and was not. */
  Judgement absent(long time, boolean quiet) {
    double[] point = new double[definition.dimensions()];
    Arrays.fill(point, Double.NaN);
    return learnAndJudge(time, point, quiet);
  }

  /**
   * Ends what is open of a series that says nothing any more: nothing else would ever end it.
   *
   * @param time when it counts as gone, epoch milliseconds
   */
  void gone(long time) {
    tracker.abandoned(Instant.ofEpochMilli(time)).ifPresent(changes::add);
    entity.anomaly = null;
    entity.episode = new Episode();
    entity.lessons.episodeEnded();
    entity.changed = true;
  }

  private Judgement learnAndJudge(long time, double[] point, boolean quiet) {
    if (entity.lastPointAt != Entity.NEVER && time <= entity.lastPointAt) {
      return Judgement.tooLate(entity.model.ready(), entity.episode.isOpen());
    }
    boolean missing = fillMissing(point);
    Score score = entity.model.score(time, point, trust());
    entity.model.takeRetrained().filter(ended -> !quiet).ifPresent(entity.retrained::add);
    entity.lastPointAt = time;
    entity.points++;
    entity.idleRounds = 0;
    entity.changed = true;
    if (score.warmingUp()) {
      Judgement judgement = warmingUp();
      remember(time, point, judgement);
      return judgement;
    }
    return judge(time, point, score, missing, quiet);
  }

  private double trust() {
    return entity.lessons.trusting() ? 1 : entity.episode.trust();
  }

  /** Applies the policy for missing values; answers whether the point is to count as abnormal. */
  private boolean fillMissing(double[] point) {
    boolean all = true;
    for (int i = 0; i < point.length; i++) {
      if (Double.isNaN(point[i])) {
        if (definition.missing() == MissingPolicy.ZERO) {
          point[i] = 0;
        }
      } else {
        all = false;
      }
    }
    return all && definition.missing() == MissingPolicy.ANOMALY;
  }

  private static Judgement warmingUp() {
    return new Judgement(false, false, false, 0, 0, null, 0, 0, Double.NaN, Double.NaN, Double.NaN);
  }

  private Judgement judge(long time, double[] point, Score score, boolean missing, boolean quiet) {
    int feature = score.feature();
    double expected = entity.model.expected(feature);
    double value = point[feature];
    Episode.Step step = step(time, value, expected, score, missing);
    if (step == Episode.Step.CLOSED) {
      entity.lessons.episodeEnded();
    }
    boolean inside = entity.episode.isOpen();
    Judgement judgement =
        new Judgement(
            false,
            true,
            inside,
            missing ? 1 : score.score(),
            missing ? 1 : score.alarmScore(),
            inside ? severity(score, missing) : null,
            score.deviation(),
            feature,
            expected,
            entity.model.lower(feature),
            entity.model.upper(feature));
    remember(time, point, judgement);
    tracker
        .follow(step, Instant.ofEpochMilli(time), value, judgement, quiet)
        .ifPresent(changes::add);
    return judgement;
  }

  /** A missing value that the policy ignores says nothing about the episode. */
  private Episode.Step step(
      long time, double value, double expected, Score score, boolean missing) {
    if (missing) {
      boolean tolerated = entity.lessons.toleratesAbsence();
      return entity.episode.step(time, !tolerated, false, definition.consecutivePoints());
    }
    if (Double.isNaN(value)) {
      return Episode.Step.NONE;
    }
    entity.lessons.present();
    boolean allowed =
        allows(score, value, expected) && !tolerated(score.feature(), value, expected);
    return entity.episode.step(time, score, entity.model, allowed, definition.consecutivePoints());
  }

  /** Whether the rules of the detector let a point alarm. */
  private boolean allows(Score score, double value, double expected) {
    Direction wrong = score.deviation() < 0 ? Direction.ABOVE : Direction.BELOW;
    if (definition.direction() == wrong) {
      return false;
    }
    double distance = Math.abs(value - expected);
    Definition.MinDeviation least = definition.minDeviation();
    return (least.absolute() == null || distance >= least.absolute())
        && (least.relative() == null || distance >= least.relative() * Math.abs(expected));
  }

  private boolean tolerated(int feature, double value, double expected) {
    return entity.lessons.tolerates(feature, value, expected, entity.model.upper(feature));
  }

  private static Severity severity(Score score, boolean missing) {
    return missing ? Severity.HIGH : Severity.of(score.deviation());
  }

  private void remember(long time, double[] point, Judgement judgement) {
    for (int i = 0; i < point.length; i++) {
      double expected = entity.model.expected(i);
      bands[3 * i] = (float) point[i];
      bands[3 * i + 1] = (float) expected;
      bands[3 * i + 2] = (float) (entity.model.upper(i) - expected);
    }
    entity.recent.add(time, bands, judgement.score(), judgement.anomaly());
    entity.lastValue = point[judgement.feature()];
    entity.lastScore = judgement.score();
  }
}
