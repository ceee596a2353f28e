package io.aiops.detector.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A saved state goes on exactly where it was, or says what is wrong with it. */
class StateTest {

  @ParameterizedTest
  @CsvSource({
    "auto,1",
    "statistical,1",
    "seasonal,1",
    "auto,7",
    "statistical,3",
    "isolation_forest,1",
    "random_cut_forest,1",
    "ensemble,1",
    "isolation_forest,3",
    "random_cut_forest,3",
    "ensemble,3"
  })
  void scoresAreEqualToTheBitAfterARoundTripAtAnyPoint(String type, int dimensions)
      throws IOException {
    boolean slow = type.equals("random_cut_forest") || type.equals("ensemble");
    for (int seed = 0; seed < (slow ? 2 : 12); seed++) {
      Random random = new Random(seed);
      ModelSpec spec = Cases.spec(type, dimensions, 1);
      EntityModel kept = EntityModel.create(spec);
      EntityModel restored = EntityModel.create(spec);
      int every = 100 + random.nextInt(300);
      for (int i = 0; i < (slow ? 1200 : 2500); i++) {
        double[] point = point(random, i, dimensions, seed);
        double weight = random.nextInt(10) == 0 ? 0.1 : 1;
        Score expected = kept.score(i * Cases.MINUTE, point, weight);
        assertEquals(expected, restored.score(i * Cases.MINUTE, point, weight));
        assertEquals(kept.threshold(), restored.threshold());
        assertEquals(kept.releaseLevel(), restored.releaseLevel());
        assertEquals(kept.upper(0), restored.upper(0));
        if (i % every == 0) {
          restored = EntityModel.read(spec, in(bytes(restored)));
        }
      }
      assertEquals(kept.type(), restored.type());
      assertEquals(kept.sampleCount(), restored.sampleCount());
      assertEquals(kept.trainedAt(), restored.trainedAt());
    }
  }

  private static double[] point(Random random, int i, int dimensions, int seed) {
    double[] point = new double[dimensions];
    for (int f = 0; f < dimensions; f++) {
      double season = (seed & 1) == 0 ? 4 * Math.sin(2 * Math.PI * i / (20 + seed)) : 0;
      double jump = i > 700 && (seed & 2) == 0 ? 30 : 0;
      point[f] = 10 + season + jump + random.nextGaussian();
      if (random.nextInt(50) == 0) {
        point[f] = random.nextBoolean() ? Double.NaN : 1e300;
      }
      if ((seed & 4) != 0) {
        point[f] = Math.rint(Math.abs(point[f]));
      }
    }
    return point;
  }

  @Test
  void everyCutIsNoticed() throws IOException {
    byte[] bytes = bytes(Cases.trained("auto"));
    for (int length = 0; length < bytes.length; length += 1 + length / 7) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(StateFormatException.class, () -> EntityModel.read(Cases.spec("auto"), in(cut)));
    }
  }

  @Test
  void everyFlippedBitIsNoticed() throws IOException {
    byte[] bytes = bytes(Cases.trained("auto"));
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      byte[] flipped = bytes.clone();
      flipped[i < 14 ? i : random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      assertThrows(
          StateFormatException.class, () -> EntityModel.read(Cases.spec("auto"), in(flipped)));
    }
  }

  @Test
  void aNewerVersionAndAnotherModelAreNamed() throws IOException {
    byte[] bytes = bytes(Cases.trained("auto"));
    StateFormatException other =
        assertThrows(
            StateFormatException.class, () -> EntityModel.read(Cases.spec("seasonal"), in(bytes)));
    assertTrue(other.getMessage().contains("another"), other.getMessage());
    bytes[5]++;
    StateFormatException newer =
        assertThrows(
            StateFormatException.class, () -> EntityModel.read(Cases.spec("auto"), in(bytes)));
    assertTrue(newer.getMessage().contains("newer"), newer.getMessage());
  }

  private static byte[] bytes(EntityModel model) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
