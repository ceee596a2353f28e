package io.aiops.detector.feedback;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.AnomalyStore;
import io.aiops.detector.detector.DetectorRegistry;
import io.aiops.detector.json.Json;
import io.aiops.detector.problem.NotFoundException;
import io.aiops.detector.problem.PreconditionFailedException;
import io.aiops.detector.scoring.Lesson;
import io.aiops.detector.scoring.Pupil;
import io.aiops.detector.scoring.Teacher;
import io.aiops.detector.store.Database;

/**
 * Takes in what people say of anomalies: the record, what it changes in the state of the entity,
 * and the event commit together.
 */
@ApplicationScoped
public class FeedbackService {

  private final Database database;
  private final FeedbackStore store;
  private final AnomalyStore anomalies;
  private final DetectorRegistry registry;
  private final Teacher teacher;
  private final Json json;
  private final Clock clock;

  FeedbackService(
      Database database,
      FeedbackStore store,
      AnomalyStore anomalies,
      DetectorRegistry registry,
      Teacher teacher,
      Json json,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.anomalies = anomalies;
    this.registry = registry;
    this.teacher = teacher;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Says what an anomaly was; a former verdict is replaced.
   *
   * @param ifMatch the entity tags of the anomaly that the caller accepts; null for any
   */
  Anomaly give(String id, FeedbackVerdict verdict, String comment, String ifMatch) {
    return teacher.with(find(id), pupil -> give(id, pupil, verdict, comment, ifMatch));
  }

  private Anomaly give(
      String id, Pupil pupil, FeedbackVerdict verdict, String comment, String ifMatch) {
    Anomaly anomaly = findMatching(id, ifMatch);
    Given former = former(id);
    Ruling ruling = new Ruling(anomaly, pupil, former);
    boolean holds = ruling.holds(verdict);
    if (holds && former.comment().equals(comment)) {
      return anomaly;
    }
    Effect effect = holds ? former.effect() : ruling.apply(verdict, () -> storedPoints(anomaly));
    AtomicReference<Anomaly> judged = new AtomicReference<>();
    pupil.commit(
        tx -> {
          Instant at = store.next(tx, id, now());
          store.end(tx, id, at, Given.REPLACED);
          store.add(tx, new Given(id, at, verdict, comment, effect, null, null));
          judged.set(anomalies.judge(tx, id, verdict.text(), at));
        });
    return judged.get();
  }

  /** Takes the verdict on an anomaly back; without one nothing changes. */
  Anomaly takeBack(String id, String ifMatch) {
    return teacher.with(find(id), pupil -> takeBack(id, pupil, ifMatch));
  }

  private Anomaly takeBack(String id, Pupil pupil, String ifMatch) {
    Anomaly anomaly = findMatching(id, ifMatch);
    if (anomaly.feedback() == null) {
      return anomaly;
    }
    new Ruling(anomaly, pupil, former(id)).takeBack();
    AtomicReference<Anomaly> judged = new AtomicReference<>();
    pupil.commit(
        tx -> {
          Instant at = store.next(tx, id, now());
          store.end(tx, id, at, Given.TAKEN_BACK);
          judged.set(anomalies.judge(tx, id, null, at));
        });
    return judged.get();
  }

  /** The record of a detector. */
  FeedbackList list(String detectorId, FeedbackQuery query) {
    registry.get(detectorId);
    record Row(Given given, Anomaly anomaly) {}
    List<Row> rows = new ArrayList<>();
    long total =
        database.read(
            tx -> {
              for (Given given : store.list(tx, query)) {
                anomalies
                    .find(tx, given.anomalyId())
                    .ifPresent(anomaly -> rows.add(new Row(given, anomaly)));
              }
              return store.count(tx, query);
            });
    return new FeedbackList(
        rows.stream().map(row -> item(row.given(), row.anomaly())).toList(),
        query.page().info(total));
  }

  private FeedbackList.Item item(Given given, Anomaly anomaly) {
    boolean inEffect =
        given.endedAt() == null
            && teacher.with(anomaly, pupil -> new Ruling(anomaly, pupil, given).inEffect());
    return new FeedbackList.Item(
        anomaly.id(),
        anomaly.entity(),
        given.verdict().text(),
        given.comment(),
        given.at(),
        given.effect().kind(),
        given.effect().taughtPoints(),
        given.effect().tolerance(),
        inEffect,
        given.endedAt(),
        given.endedBy());
  }

  private Given former(String id) {
    return database.read(tx -> store.latest(tx, id)).orElse(null);
  }

  private Anomaly find(String id) {
    return database
        .read(tx -> anomalies.find(tx, id))
        .orElseThrow(() -> new NotFoundException("anomaly", id));
  }

  private Anomaly findMatching(String id, String ifMatch) {
    Anomaly anomaly = find(id);
    PreconditionFailedException.refuseOther("anomaly", anomaly.entityTag(), ifMatch);
    return anomaly;
  }

  private Lesson storedPoints(Anomaly anomaly) {
    return database
        .read(tx -> anomalies.points(tx, anomaly.id()))
        .map(text -> StoredPoints.of(anomaly, json.read(text)))
        .orElse(Lesson.NONE);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
