package io.aiops.detector.bench;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.aiops.detector.model.log.TemplateMiner;

/** Lines per second that one thread sorts into templates, and the bytes that it takes for them. */
class LogBench {

  private static final int LINES = 20_000;
  private static final int KINDS = 200;
  private static final int ROUNDS = 9;
  private static final int PASSES = 20;

  @Test
  void prints() {
    String[] lines = lines();
    long characters = Arrays.stream(lines).mapToLong(String::length).sum();
    double[] rates = new double[ROUNDS];
    TemplateMiner miner = new TemplateMiner(TemplateMiner.DEFAULT_TEMPLATES);
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int pass = 0; pass < PASSES; pass++) {
        for (String line : lines) {
          miner.learn(line);
        }
      }
      rates[round] = (double) LINES * PASSES * 1e9 / (System.nanoTime() - start);
    }
    Arrays.sort(rates);
    System.out.printf(
        "template mining, one thread: %,.0f lines/s, %d characters a line, %d templates, %,d bytes%n",
        rates[ROUNDS / 2], characters / LINES, miner.templates().size(), miner.memoryBytes());
  }

  /** Lines of many kinds: words, and numbers, addresses, paths and users that vary. */
  private static String[] lines() {
    Random random = new Random(1);
    String[] kinds = new String[KINDS];
    for (int i = 0; i < KINDS; i++) {
      StringBuilder kind = new StringBuilder("INFO [worker-%d] " + word(random) + ":");
      for (int w = 0; w < 4 + random.nextInt(6); w++) {
        kind.append(' ').append(word(random));
      }
      kind.append(" user=%s from 10.0.%d.7:%d path /srv/%d/x took %d ms");
      kinds[i] = kind.toString();
    }
    String[] users = new String[50];
    Arrays.setAll(users, i -> word(random));
    String[] lines = new String[LINES];
    for (int i = 0; i < LINES; i++) {
      int n = random.nextInt(1000);
      lines[i] =
          String.format(
              kinds[random.nextInt(KINDS)],
              n,
              users[random.nextInt(50)],
              n,
              n,
              random.nextInt(),
              n);
    }
    return lines;
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 4 + random.nextInt(6); i++) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }
}
