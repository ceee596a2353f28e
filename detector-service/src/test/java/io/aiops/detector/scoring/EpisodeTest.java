package io.aiops.detector.scoring;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EpisodeTest {

  private Episode episode = new Episode();
  private long time;

  private Episode.Step alarm() {
    return episode.step(++time, true, false, 1);
  }

  private Episode.Step restless() {
    return episode.step(++time, false, false, 1);
  }

  private Episode.Step calm() {
    return episode.step(++time, false, true, 1);
  }

  private void calm(int points) {
    for (int i = 0; i < points; i++) {
      calm();
    }
  }

  /** Calm points until it closes. */
  private int calmUntilClosed() {
    int points = 1;
    while (calm() != Episode.Step.CLOSED) {
      points++;
    }
    return points;
  }

  @Test
  void endsAfterTwoCalmPointsWhereTheFirstOfThemWas() {
    alarm();
    calm();
    restless();
    calm();
    long first = time;
    assertTrue(episode.isOpen());
    assertEquals(Episode.Step.CLOSED, calm());
    assertEquals(first, episode.calmSince());
  }

  @Test
  void staysOpenLongerEachTimeItFlapsUpToABound() {
    int[] expected = {2, 4, 8, 16, 32, 32};
    for (int points : expected) {
      assertEquals(Episode.Step.OPENED, alarm());
      assertEquals(points, calmUntilClosed());
      calm(5);
    }
  }

  @Test
  void goesOnWithAnAlarmThatComesBeforeItsEnd() {
    alarm();
    long start = time;
    calmUntilClosed();
    alarm();
    long second = time;
    calm(3);
    assertEquals(Episode.Step.INSIDE, alarm());
    assertEquals(second, episode.since());
    assertTrue(second > start);
    calm();
    long first = time;
    assertEquals(7, calmUntilClosed());
    assertEquals(first, episode.calmSince());
  }

  @Test
  void forgetsThatItFlapped() {
    alarm();
    calmUntilClosed();
    alarm();
    calmUntilClosed();
    calm(Episode.FORGET_POINTS);
    alarm();
    assertEquals(2, calmUntilClosed());
  }

  @Test
  void anAlarmLongAfterTheLastIsNoFlap() {
    alarm();
    calmUntilClosed();
    calm(Episode.FLAP_POINTS + 1);
    alarm();
    assertEquals(2, calmUntilClosed());
  }

  @Test
  void unrestWithoutAnAlarmDoesNotProlongTheWait() {
    alarm();
    calmUntilClosed();
    alarm();
    calm(2);
    restless();
    assertEquals(Episode.Step.CLOSED, restless());
  }

  @Test
  void learnsFullyAgainOnceItIsCalm() {
    assertEquals(1, episode.trust());
    alarm();
    assertTrue(episode.trust() < 1);
    calmUntilClosed();
    alarm();
    calm();
    assertTrue(episode.trust() < 1);
    calm();
    assertTrue(episode.isOpen());
    assertEquals(1, episode.trust());
  }

  @Test
  void beginsWhereTheUnrestBeganThatLedToTheAlarm() {
    restless();
    calm();
    restless();
    long first = time;
    restless();
    alarm();
    assertEquals(first, episode.since());
  }

  @Test
  void beginsAtTheAlarmWhereUnrestHasBecomeUsual() {
    for (int i = 0; i <= Episode.MOST_BEFORE; i++) {
      restless();
    }
    alarm();
    assertEquals(time, episode.since());
  }

  @Test
  void neverBeginsBeforeTheLastOneEnded() {
    alarm();
    restless();
    calmUntilClosed();
    long end = time;
    restless();
    alarm();
    assertEquals(end + 1, episode.since());
  }

  @Test
  void opensAtTheLastOfTheConsecutivePointsAndBeginsAtTheFirst() {
    restless();
    long first = time;
    assertEquals(Episode.Step.NONE, episode.step(++time, true, false, 3));
    assertEquals(Episode.Step.NONE, episode.step(++time, false, false, 3));
    assertEquals(Episode.Step.OPENED, episode.step(++time, false, false, 3));
    assertEquals(first, episode.since());
  }

  @Test
  void goesOnAsBeforeWhenItIsSavedAndReadAnywhere() throws IOException {
    Episode saved = new Episode();
    Episode whole = new Episode();
    long seed = 7;
    for (int i = 0; i < 3000; i++) {
      seed = seed * 6364136223846793005L + 1442695040888963407L;
      boolean alarm = (seed >>> 60) == 0;
      boolean calm = (seed >>> 40 & 3) != 0;
      assertEquals(whole.step(i, alarm, calm, 2), saved.step(i, alarm, calm, 2));
      saved = copy(saved, 2);
      assertEquals(whole.trust(), saved.trust());
      assertEquals(whole.since(), saved.since());
      assertEquals(whole.calmSince(), saved.calmSince());
    }
  }

  @Test
  void readsWhatTheFirstVersionWrote() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeBoolean(true);
    out.writeInt(0);
    out.writeLong(5);
    out.writeInt(1);
    out.writeLong(8);
    episode.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), 1);
    assertTrue(episode.isOpen());
    assertEquals(1, calmUntilClosed());
    assertEquals(8, episode.calmSince());
    assertFalse(episode.isOpen());
  }

  private static Episode copy(Episode episode, int version) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    episode.write(new DataOutputStream(bytes));
    Episode copy = new Episode();
    copy.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), version);
    return copy;
  }
}
