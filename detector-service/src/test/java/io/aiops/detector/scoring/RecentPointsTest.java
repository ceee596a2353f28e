package io.aiops.detector.scoring;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Points for charts, kept short. */
class RecentPointsTest {

  private static final int VERSION = 3;

  private static MemoryBudget room(int points) {
    return new MemoryBudget(Long.MAX_VALUE, Long.MAX_VALUE, points);
  }

  private static RecentPoints filled(MemoryBudget memory, int count) {
    RecentPoints recent = new RecentPoints(1, memory);
    for (int i = 0; i < count; i++) {
      recent.add(i, new float[] {i, 2 * i, 0.5f}, i % 2 == 0 ? 1 : 0.25, i % 3 == 0);
    }
    return recent;
  }

  private static RecentPoints.Columns all(RecentPoints recent) {
    return recent.columns(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static byte[] written(RecentPoints recent) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    recent.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static RecentPoints read(byte[] bytes, int version, MemoryBudget memory)
      throws IOException {
    RecentPoints recent = new RecentPoints(1, memory);
    recent.read(new DataInputStream(new ByteArrayInputStream(bytes)), version);
    return recent;
  }

  @Test
  void ofNeighboursTheWorstIsShown() {
    RecentPoints recent = new RecentPoints(1, room(100));
    for (int i = 0; i < 100; i++) {
      recent.add(i, new float[] {i == 57 ? 90 : i % 10, 5, 3}, i == 33 ? 0.9 : 0, i == 33);
    }
    RecentPoints.Columns thin = all(recent).thinned(10);
    assertEquals(10, thin.times.length);
    assertEquals(33, thin.times[3], "the highest score");
    assertEquals(0.9, thin.scores[3], 1e-4);
    assertEquals(57, thin.times[5], "of equal scores what is farthest from the expected");
    assertEquals(90, thin.values[5]);
    assertEquals(100, all(recent).thinned(500).times.length);
  }

  @Test
  void theNewestAreKeptInOrder() {
    RecentPoints.Columns columns = all(filled(room(50), 120));
    assertEquals(50, columns.times.length);
    for (int i = 0; i < 50; i++) {
      int point = 70 + i;
      assertEquals(point, columns.times[i]);
      assertEquals(point, columns.values[i]);
      assertEquals(2 * point, columns.expected[i]);
      assertEquals(2 * point - 0.5f, columns.lower[i]);
      assertEquals(2 * point + 0.5f, columns.upper[i]);
      assertEquals(point % 2 == 0 ? 1 : 0.25, columns.scores[i], 1e-4);
      assertEquals(point % 3 == 0, columns.inside[i]);
    }
  }

  @Test
  void whatIsSavedAndReadIsTheSameToTheBit() throws IOException {
    RecentPoints recent = filled(room(50), 77);
    byte[] bytes = written(recent);
    assertArrayEquals(bytes, written(read(bytes, VERSION, room(50))));
  }

  @Test
  void theEdgesOfABandOfAnOlderVersionAreUnderstood() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(1);
    out.writeLong(5);
    out.writeFloat(0.5f);
    out.writeBoolean(true);
    for (float number : new float[] {3, 2, 1.5f, 2.5f}) {
      out.writeFloat(number);
    }
    RecentPoints.Columns columns = all(read(bytes.toByteArray(), 2, room(50)));
    assertEquals(1.5f, columns.lower[0]);
    assertEquals(2.5f, columns.upper[0]);
  }

  @Test
  void aSmallerShareOfTheMemoryLeavesTheNewest() {
    int shared = (int) (100 * RecentPoints.bytesPerPoint(1));
    for (int entities : new int[] {1, 2, 3}) {
      MemoryBudget memory = new MemoryBudget(Long.MAX_VALUE, shared, 200);
      RecentPoints recent = filled(memory, 150);
      assertEquals(150, recent.size());
      memory.share(entities * RecentPoints.bytesPerPoint(1));
      recent.add(150, new float[] {150, 0, 0}, 0, false);
      RecentPoints.Columns columns = all(recent);
      int kept = 100 / entities;
      assertEquals(kept, columns.times.length);
      assertEquals(150, columns.times[kept - 1]);
      assertEquals(151 - kept, columns.times[0]);
    }
  }
}
