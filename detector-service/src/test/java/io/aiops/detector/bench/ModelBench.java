package io.aiops.detector.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import com.amazon.randomcutforest.RandomCutForest;

import io.aiops.detector.model.EntityModel;
import io.aiops.detector.model.ModelSpec;
import io.aiops.detector.model.ModelTypes;
import io.aiops.detector.model.RetrainRule;

/**
 * Points per second of one thread, by its processor time, and bytes of one entity, by model, beside
 * the plain random cut forest of AWS with its defaults of 50 trees and a shingle of 8, in the same
 * run.
 */
class ModelBench {

  /** What else runs on the machine does not count. */
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private static final int WARM_POINTS = 20_000;
  private static final int ROUNDS = 5;
  private static final int VECTOR = 38;

  /** Whatever takes a point. */
  private interface Taker {
    void take(int i, double[] point);
  }

  @Test
  void prints() {
    for (int width : new int[] {1, VECTOR}) {
      double forest = rate(forest(width), width, 2_000);
      System.out.printf("AWS random cut forest, %2d values %,12.0f points/s%n", width, forest);
      for (String type : ModelTypes.known().stream().sorted().toList()) {
        if (ModelTypes.validate(type, Map.of(), width).isEmpty()) {
          EntityModel model =
              EntityModel.create(
                  new ModelSpec(type, Map.of(), 60_000, width, 1, "UTC", RetrainRule.DAILY, 1));
          boolean slow = type.equals("random_cut_forest") || type.equals("ensemble");
          int points = slow ? 2_000 : 100_000 / width + 20_000;
          double rate = rate((i, p) -> model.score(i * 60_000L, p, 1), width, points);
          System.out.printf(
              "%-19s %2d values %,18.0f points/s %8.1f times %,10d bytes%n",
              type, width, rate, rate / forest, model.memoryBytes());
        }
      }
    }
  }

  private static Taker forest(int width) {
    int shingle = width == 1 ? 8 : 1;
    RandomCutForest forest =
        RandomCutForest.builder()
            .dimensions(width * shingle)
            .shingleSize(shingle)
            .internalShinglingEnabled(shingle > 1)
            .numberOfTrees(50)
            .sampleSize(256)
            .randomSeed(1)
            .build();
    return (i, point) -> {
      float[] row = new float[point.length];
      for (int f = 0; f < row.length; f++) {
        row[f] = (float) point[f];
      }
      forest.getAnomalyScore(shingle > 1 ? forest.transformToShingledPoint(row) : row);
      forest.update(row);
    };
  }

  /** The median of some rounds after a warm-up. */
  private static double rate(Taker taker, int width, int points) {
    Random random = new Random(3);
    double[][] rows = new double[4096][width];
    for (int i = 0; i < rows.length; i++) {
      for (int f = 0; f < width; f++) {
        rows[i][f] = 100 + 40 * Math.sin(i / 229.0 + f) + 4 * random.nextGaussian();
      }
    }
    int at = 0;
    for (; at < Math.min(WARM_POINTS, 4 * points); at++) {
      taker.take(at, rows[at % rows.length]);
    }
    double[] rates = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = CLOCK.getCurrentThreadCpuTime();
      for (int end = at + points; at < end; at++) {
        taker.take(at, rows[at % rows.length]);
      }
      rates[round] = points * 1e9 / (CLOCK.getCurrentThreadCpuTime() - start);
    }
    Arrays.sort(rates);
    return rates[ROUNDS / 2];
  }
}
