package io.aiops.detector.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * States saved by this version and earlier ones are read, and go on as the figures after them say.
 * A change of a layout needs a new version of {@link StateCodec} that still reads these files; run
 * {@link #main} with their folder to write those of the present version, and after a change of what
 * a model makes of a state.
 */
class GoldenStateTest {

  private static final int SAVED_AT = 700;
  private static final int NEXT = 40;

  /** At the time of saving a candidate runs beside the model, where the version knows of any. */
  private static final RetrainRule RETRAIN = new RetrainRule(300 * Cases.MINUTE, true);

  @ParameterizedTest
  @CsvSource({
    "auto, 1",
    "statistical, 1",
    "seasonal, 1",
    "isolation_forest, 1",
    "random_cut_forest, 1",
    "ensemble, 1",
    "auto, 2",
    "statistical, 2",
    "seasonal, 2",
    "isolation_forest, 2",
    "random_cut_forest, 2",
    "ensemble, 2",
    "auto, 3",
    "statistical, 3",
    "seasonal, 3",
    "isolation_forest, 3",
    "random_cut_forest, 3",
    "ensemble, 3"
  })
  void aSavedStateGoesOnAsItDidThen(String type, int version) throws IOException {
    String name = "/golden/" + type + ".v" + version;
    try (InputStream file = GoldenStateTest.class.getResourceAsStream(name)) {
      assertNotNull(file, "the golden state of " + type);
      DataInputStream in = new DataInputStream(file);
      EntityModel model = EntityModel.read(spec(type), in);
      assertEquals(SAVED_AT, model.sampleCount());
      assertEquals(version >= 2, model.retrainState().running());
      boolean abnormal = false;
      for (int i = SAVED_AT; i < SAVED_AT + NEXT; i++) {
        Score score = model.score(i * Cases.MINUTE, point(i), 1);
        // Other processors may differ in the last digits of logarithms.
        assertEquals(in.readDouble(), score.score(), 1e-6);
        assertEquals(in.readDouble(), score.alarmScore(), 1e-6);
        abnormal |= score.alarmScore() >= model.threshold();
      }
      assertTrue(abnormal, "the jump at the end was not noticed");
    }
  }

  private static ModelSpec spec(String type) {
    Map<String, Object> small = Map.of("trees", 10, "sample", 32);
    boolean forest = type.equals("isolation_forest") || type.equals("random_cut_forest");
    return new ModelSpec(type, forest ? small : Map.of(), Cases.MINUTE, 1, 1, "UTC", RETRAIN, 7);
  }

  private static double[] point(int i) {
    double noise = new Random(i * 7919L).nextGaussian();
    return new double[] {10 + 4 * Math.sin(i / 10.0) + noise + (i > SAVED_AT + NEXT / 2 ? 60 : 0)};
  }

  /** Writes the states of the present version, and what the model makes of those of all. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    for (String type : ModelTypes.known()) {
      if (type.equals(ModelTypes.LOG_PATTERNS)) {
        continue; // its state is that of templates, and of one seasonal model each
      }
      for (int version = 1; version <= StateCodec.VERSION; version++) {
        Path file = folder.resolve(type + ".v" + version);
        byte[] state = version == StateCodec.VERSION ? present(type) : saved(file);
        Files.write(file, withFigures(type, state));
      }
    }
  }

  private static byte[] present(String type) throws IOException {
    EntityModel model = EntityModel.create(spec(type));
    for (int i = 0; i < SAVED_AT; i++) {
      model.score(i * Cases.MINUTE, point(i), 1);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static byte[] saved(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    return Arrays.copyOf(all, all.length - NEXT * 2 * Double.BYTES);
  }

  private static byte[] withFigures(String type, byte[] state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(state);
    EntityModel model =
        EntityModel.read(spec(type), new DataInputStream(new ByteArrayInputStream(state)));
    for (int i = SAVED_AT; i < SAVED_AT + NEXT; i++) {
      Score score = model.score(i * Cases.MINUTE, point(i), 1);
      out.writeDouble(score.score());
      out.writeDouble(score.alarmScore());
    }
    return bytes.toByteArray();
  }
}
