package io.aiops.detector.model.log;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

/**
 * Templates saved by an earlier version are read, and the lines after them belong where they did
 * then. Run {@link #main} with a folder to write the file of the present version.
 */
class GoldenTemplatesTest {

  private static final int SAVED_AT = 2000;
  private static final int NEXT = 200;
  private static final int MOST = 60;

  @Test
  void aSavedStateGoesOnAsItDidThen() throws IOException {
    try (InputStream file =
        GoldenTemplatesTest.class.getResourceAsStream("/golden/log_patterns.v1")) {
      assertNotNull(file, "the golden state of log_patterns");
      DataInputStream in = new DataInputStream(file);
      TemplateMiner miner = TemplateMiner.read(MOST, in);
      assertEquals(SAVED_AT, miner.lines());
      Random random = new Random(7919);
      for (int i = 0; i < NEXT; i++) {
        assertEquals(in.readInt(), miner.learn(Lines.next(random)));
      }
    }
  }

  /** Writes the golden state into a folder. */
  public static void main(String[] arguments) throws IOException {
    TemplateMiner miner = new TemplateMiner(MOST);
    Random random = new Random(7);
    for (int i = 0; i < SAVED_AT; i++) {
      miner.learn(Lines.next(random));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    miner.write(out);
    Random next = new Random(7919);
    for (int i = 0; i < NEXT; i++) {
      out.writeInt(miner.learn(Lines.next(next)));
    }
    Files.write(Path.of(arguments[0], "log_patterns.v1"), bytes.toByteArray());
  }
}
