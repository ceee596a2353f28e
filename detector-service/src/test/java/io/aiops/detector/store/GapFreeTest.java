package io.aiops.detector.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Eight processes commit at once: a reader who follows {@code seq} misses nothing, ever. */
class GapFreeTest {

  private static final int PROCESSES = 8;
  private static final int TRANSACTIONS = 40;

  /** One of the processes. */
  static final class Committer {

    private Committer() {}

    public static void main(String[] arguments) throws Exception {
      Database database = TestDatabase.postgres(arguments[0]);
      String name = arguments[1];
      Random random = new Random(Integer.parseInt(name));
      for (int i = 0; i < TRANSACTIONS; i++) {
        String id = name + "." + i;
        int events = 1 + random.nextInt(3);
        boolean mindChanges = random.nextInt(3) == 0;
        try {
          database.run(
              tx -> {
                for (int e = 0; e < events; e++) {
                  tx.emit(
                      new PendingEvent(id + "." + e, "test", "system", Instant.EPOCH, null, "{}"));
                }
                if (mindChanges) {
                  Numbering.store(tx);
                  throw new UnsupportedOperationException("changed its mind");
                }
              });
        } catch (UnsupportedOperationException e) {
          database.run(
              tx -> tx.emit(new PendingEvent(id, "test", "system", Instant.EPOCH, null, "{}")));
        }
      }
      System.exit(0);
    }
  }

  private static Process start(String url, int number) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Committer.class.getName(),
            url,
            Integer.toString(number))
        .inheritIO()
        .start();
  }

  @Test
  void whoFollowsTheNumbersSeesEachOnceAndInOrder() throws Exception {
    try (TestPostgres server = TestPostgres.start()) {
      String url = server.newDatabase();
      Database reader = TestDatabase.postgres(url);
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(start(url, i));
      }
      Set<String> seen = new HashSet<>();
      long last = 0;
      boolean running = true;
      while (running) {
        running = processes.stream().anyMatch(Process::isAlive);
        last = follow(reader, last, seen);
      }
      for (Process process : processes) {
        assertEquals(0, process.exitValue());
      }
      for (int process = 0; process < PROCESSES; process++) {
        for (int i = 0; i < TRANSACTIONS; i++) {
          String id = process + "." + i;
          assertTrue(seen.contains(id) || seen.contains(id + ".0"), id + " is missing");
        }
      }
      reader.close();
    }
  }

  private static long follow(Database reader, long last, Set<String> seen) {
    long before = last;
    List<String> news =
        reader.read(
            tx ->
                tx.list(
                    "SELECT seq, id FROM event WHERE seq > ? ORDER BY seq LIMIT 500",
                    row -> row.getLong("seq") + " " + row.getString("id"),
                    before));
    for (String event : news) {
      String[] parts = event.split(" ", -1);
      assertEquals(++last, Long.parseLong(parts[0]), "the reader went on before it was there");
      assertTrue(seen.add(parts[1]), parts[1] + " came twice");
    }
    return last;
  }
}
