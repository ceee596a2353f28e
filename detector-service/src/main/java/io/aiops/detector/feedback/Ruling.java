package io.aiops.detector.feedback;

import java.util.function.Supplier;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.problem.ConflictException;
import io.aiops.detector.problem.UnprocessableException;
import io.aiops.detector.scoring.Lesson;
import io.aiops.detector.scoring.Pupil;

/** What follows from a verdict, given the one before it. All is refused before anything changes. */
final class Ruling {

  private final Anomaly anomaly;
  private final Pupil pupil;
  private final Given former;

  /**
   * @param former the verdict that holds; null where there is none
   */
  Ruling(Anomaly anomaly, Pupil pupil, Given former) {
    this.anomaly = anomaly;
    this.pupil = pupil;
    this.former = former;
  }

  /** Whether what the former verdict changed is still so. */
  boolean inEffect() {
    if (former == null || former.endedAt() != null) {
      return false;
    }
    return switch (former.effect().kind()) {
      case Effect.TOLERANCE -> pupil.tolerates();
      case Effect.KNOWN_PATTERN -> pupil.knowsPattern();
      case Effect.TAUGHT -> former.effect().trainedAt() == pupil.trainedAt();
      default -> true;
    };
  }

  private boolean learnt() {
    return former != null && former.effect().is(Effect.TAUGHT) && inEffect();
  }

  /** Whether the verdict holds already, with what it changes. */
  boolean holds(FeedbackVerdict verdict) {
    boolean same = former != null && former.verdict() == verdict && inEffect();
    return same && (verdict == FeedbackVerdict.ANOMALY || !former.effect().is(Effect.NOTHING));
  }

  /**
   * Undoes what the former verdict changed.
   *
   * @throws ConflictException where that was learnt
   */
  void takeBack() {
    if (learnt()) {
      throw learntForGood();
    }
    pupil.alarmAgain();
    pupil.forgetPattern();
  }

  private ConflictException learntForGood() {
    return new ConflictException(
        "learnt-for-good",
        "\""
            + former.verdict().text()
            + "\" has taught the model "
            + former.effect().taughtPoints()
            + " points, which it cannot unlearn. To undo it, train the model anew without them (POST"
            + " /api/detectors/"
            + anomaly.detectorId()
            + "/train); the verdict can be changed after that.");
  }

  /**
   * Changes what is known.
   *
   * @param stored the points of the anomaly as they were stored with it
   * @throws ConflictException where the former verdict was learnt, or no tolerance finds room
   * @throws UnprocessableException where there is nothing to teach
   */
  Effect apply(FeedbackVerdict verdict, Supplier<Lesson> stored) {
    if (verdict == FeedbackVerdict.ANOMALY) {
      takeBack();
      return Effect.NONE;
    }
    if (pupil.ofPattern()) {
      pupil.knowPattern();
      if (verdict == FeedbackVerdict.NEW_NORMAL) {
        pupil.resolve();
      }
      return Effect.PATTERN;
    }
    return verdict == FeedbackVerdict.NOT_ANOMALY
        ? tolerate()
        : teach(verdict == FeedbackVerdict.NEW_NORMAL, stored);
  }

  private Effect tolerate() {
    if (learnt()) {
      throw learntForGood();
    }
    if (!pupil.tolerable()) {
      throw nothing("its entity is gone, or it has no size that others could be compared with");
    }
    if (pupil.full() && !pupil.tolerates()) {
      throw new ConflictException(
          "too-many-tolerances",
          "The entity has as many tolerances as it may have; take one back first, or set the"
              + " detector's min_deviation or alert_budget_per_week.");
    }
    takeBack();
    return Effect.tolerating(pupil.tolerate());
  }

  /** To move the level of what was only taught is possible, the other way round it is not. */
  private Effect teach(boolean settle, Supplier<Lesson> stored) {
    if (!pupil.ready()) {
      throw nothing("its entity is gone or has to warm up first");
    }
    int taught;
    if (learnt()) {
      if (!settle) {
        throw learntForGood();
      }
      taught = former.effect().taughtPoints();
      var unused = pupil.settle(pupil.remembered().after(stored.get()));
    } else {
      Lesson lesson = lesson(stored);
      takeBack();
      taught = pupil.teach(settle ? pupil.settle(lesson) : lesson);
    }
    if (settle) {
      pupil.resolveIfNormal();
    }
    return Effect.taught(taught, pupil.trainedAt());
  }

  private Lesson lesson(Supplier<Lesson> stored) {
    Lesson lesson = anomaly.historical() ? Lesson.NONE : pupil.remembered().after(stored.get());
    if (lesson.size() == 0) {
      throw nothing("none of its points has a value and is still kept");
    }
    return lesson;
  }

  private static UnprocessableException nothing(String why) {
    return new UnprocessableException(
        "nothing-to-teach", "The anomaly teaches nothing: " + why + ".");
  }
}
