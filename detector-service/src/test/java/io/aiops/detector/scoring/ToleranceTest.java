package io.aiops.detector.scoring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.aiops.detector.anomaly.Anomaly;
import io.aiops.detector.anomaly.AnomalyChange;
import io.aiops.detector.json.Labels;
import io.aiops.detector.store.TestJson;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What resembles an anomaly that was none alarms no more; nothing else is silenced. */
class ToleranceTest {

  private static final long MINUTE = 60_000;
  private static final double SPIKE = 20;

  private final EntityCodec codec = new EntityCodec(TestJson.json());
  private final List<AnomalyChange> changes = new ArrayList<>();
  private LiveDetector live;
  private Entity entity;
  private long time;

  @BeforeEach
  void calm() {
    live = live("");
    entity = live.entity(Labels.NONE);
    points(600);
  }

  private static LiveDetector live(String more) {
    String definition = "{\"name\":\"d\",\"interval\":\"1m\"" + more + "}";
    return LiveDetectors.of("d", definition, 10, LiveDetectors.plenty(100));
  }

  private void points(int count) {
    for (int i = 0; i < count; i++) {
      point(10 + new Random(time).nextGaussian());
    }
  }

  private Judgement point(double value) {
    time += MINUTE;
    return new Scorer(live, entity, changes).take(time, new double[] {value}, false);
  }

  /** Whether a spike opens an anomaly; calm points before and after it. */
  private boolean alarms(double spike) {
    points(100);
    boolean opened = point(10 + spike).anomaly();
    points(40);
    assertFalse(entity.episode.isOpen());
    return opened;
  }

  private Anomaly first() {
    assertTrue(alarms(SPIKE));
    return changes.get(changes.size() - 1).anomaly();
  }

  private Pupil pupil(Anomaly anomaly) {
    return new Pupil(live, entity, anomaly, (one, news, changed, more) -> {});
  }

  /** The same state again, so that each case starts alike. */
  private void again(byte[] state) throws IOException {
    entity.become(codec.read(live.detector(), state, live.memory()));
  }

  @Test
  void whatIsSimilarIsTolerated() throws IOException {
    Anomaly anomaly = first();
    byte[] before = codec.write(entity, true);
    assertTrue(alarms(1.1 * SPIKE), "without a tolerance it must alarm");
    again(before);
    pupil(anomaly).tolerate();
    byte[] tolerating = codec.write(entity, true);
    for (double similar : new double[] {1.1 * SPIKE, SPIKE, 0.9 * SPIKE}) {
      again(tolerating);
      assertFalse(alarms(similar), "alarm at " + similar);
    }
  }

  @Test
  void twiceAsMuchAndTheOtherDirectionAlarmStill() throws IOException {
    Anomaly anomaly = first();
    pupil(anomaly).tolerate();
    byte[] tolerating = codec.write(entity, true);
    for (double other : new double[] {2 * SPIKE, 5 * SPIKE, -SPIKE}) {
      again(tolerating);
      assertTrue(alarms(other), "no alarm at " + other);
    }
  }

  @Test
  void whatIsTakenBackLeavesTheStateAsItWas() {
    Anomaly anomaly = first();
    byte[] before = codec.write(entity, true);
    Pupil pupil = pupil(anomaly);
    Tolerated tolerated = pupil.tolerate();
    assertEquals("above", tolerated.direction());
    assertEquals("deviation", tolerated.kind());
    assertTrue(tolerated.upTo() > tolerated.size() && tolerated.upTo() < 2 * tolerated.size());
    assertTrue(pupil.tolerates());
    pupil.alarmAgain();
    assertFalse(pupil.tolerates());
    assertArrayEquals(before, codec.write(entity, true));
    assertTrue(alarms(1.1 * SPIKE));
  }

  @Test
  void tolerancesAreKeptWithTheState() throws IOException {
    Anomaly anomaly = first();
    pupil(anomaly).tolerate();
    byte[] bytes = codec.write(entity, true);
    Entity read = codec.read(live.detector(), bytes, live.memory());
    assertEquals(entity.lessons.tolerances(), read.lessons.tolerances());
    assertArrayEquals(bytes, codec.write(read, true));
    bytes[0]++;
    assertThrows(IOException.class, () -> codec.read(live.detector(), bytes, live.memory()));
  }

  @Test
  void aTrainingLeavesTolerancesAndOneEntityHasSixteenAtMost() {
    Anomaly anomaly = first();
    pupil(anomaly).tolerate();
    entity.forget(live.detector(), live.memory());
    assertTrue(pupil(anomaly).tolerates());
    for (int i = 1; i < Lessons.MOST; i++) {
      assertFalse(pupil(anomaly).full());
      entity.lessons.add(new Tolerance("other" + i, "deviation", "above", 0, i, 0));
    }
    assertTrue(pupil(anomaly).full());
    assertThrows(IllegalStateException.class, () -> pupil(anomaly).tolerate());
  }

  @Test
  void anAbsenceOfThatLengthIsToleratedAndALongerOneIsNot() {
    live = live(",\"missing\":\"anomaly\"");
    entity = live.entity(Labels.NONE);
    points(200);
    for (int i = 0; i < 4; i++) {
      point(Double.NaN);
    }
    assertTrue(entity.episode.isOpen());
    points(5);
    Anomaly anomaly = changes.get(changes.size() - 1).anomaly();
    assertEquals("absence", anomaly.kind());
    Tolerated tolerated = pupil(anomaly).tolerate();
    assertEquals(4, tolerated.size());
    for (int i = 0; i < 5; i++) {
      assertFalse(point(Double.NaN).anomaly(), "missing point " + i);
    }
    assertTrue(point(Double.NaN).anomaly());
  }

  @Test
  void theRestOfATaughtEpisodeIsTrusted() {
    assertTrue(point(10 + SPIKE).anomaly());
    Pupil pupil = pupil(entity.anomaly);
    assertTrue(pupil.open());
    assertEquals(1, pupil.teach(pupil.remembered()));
    assertTrue(entity.lessons.trusting());
    points(40);
    assertFalse(entity.lessons.trusting());
    assertTrue(entity.lessons.isEmpty());
  }

  @Test
  void aNewLevelEndsTheAnomaly() {
    changes.clear();
    for (int i = 0; i < 5; i++) {
      point(10 + SPIKE + new Random(i).nextGaussian());
    }
    assertTrue(entity.episode.isOpen());
    List<AnomalyChange> news = new ArrayList<>();
    Pupil pupil =
        new Pupil(live, entity, entity.anomaly, (one, ended, changed, more) -> news.addAll(ended));
    Lesson lesson = pupil.remembered();
    assertEquals(5, pupil.teach(pupil.settle(lesson)));
    pupil.resolveIfNormal();
    pupil.commit(tx -> {});
    assertEquals(1, news.size());
    assertEquals(AnomalyChange.Kind.RESOLVED, news.get(0).kind());
    assertFalse(entity.episode.isOpen());
    for (int i = 0; i < 50; i++) {
      assertFalse(point(10 + SPIKE + new Random(i).nextGaussian()).anomaly(), "point " + i);
    }
  }
}
