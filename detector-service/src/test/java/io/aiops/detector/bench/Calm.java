package io.aiops.detector.bench;

import java.util.Random;

/** Series without anomalies, made from a seed, by the kinds that operators have. */
public enum Calm {
  /** Normal noise around a level. */
  NOISE {
    @Override
    double next(Random random, int i, double[] memory) {
      return 100 + 5 * random.nextGaussian();
    }
  },
  /** Noise in which a point resembles the one before. */
  CORRELATED {
    @Override
    double next(Random random, int i, double[] memory) {
      memory[0] = 0.9 * memory[0] + random.nextGaussian();
      return 50 + memory[0];
    }
  },
  /** A slow rise under noise. */
  TREND {
    @Override
    double next(Random random, int i, double[] memory) {
      return 100 + 0.005 * i + 5 * random.nextGaussian();
    }
  },
  /** A day's course with noise. */
  DAILY {
    @Override
    double next(Random random, int i, double[] memory) {
      return 100 + 40 * day(i) + 4 * random.nextGaussian();
    }
  },
  /** A day's course, lower at the end of the week. */
  WEEKLY {
    @Override
    double next(Random random, int i, double[] memory) {
      double share = (i / POINTS_PER_DAY) % 7 >= 5 ? 0.4 : 1;
      return 100 + share * 40 * (1 + day(i)) + 4 * random.nextGaussian();
    }
  },
  /** Latencies: a lognormal tail. */
  HEAVY_TAILS {
    @Override
    double next(Random random, int i, double[] memory) {
      return 20 * Math.exp(0.5 * random.nextGaussian());
    }
  },
  /** Errors with three degrees of freedom. */
  STUDENT {
    @Override
    double next(Random random, int i, double[] memory) {
      double squares = 0;
      for (int k = 0; k < 3; k++) {
        double g = random.nextGaussian();
        squares += g * g;
      }
      return 100 + 5 * random.nextGaussian() / Math.sqrt(squares / 3);
    }
  },
  /** The rate of a counter of requests that follow the day. */
  COUNTER_RATE {
    @Override
    double next(Random random, int i, double[] memory) {
      return poisson(random, 3000 * (1.5 + day(i))) / 300.0;
    }
  },
  /** Small counts. */
  INTEGERS {
    @Override
    double next(Random random, int i, double[] memory) {
      return poisson(random, 3);
    }
  },
  /** Nearly always the same value, now and then its neighbour. */
  ALMOST_CONSTANT {
    @Override
    double next(Random random, int i, double[] memory) {
      return random.nextInt(200) == 0 ? 6 : 5;
    }
  },
  /** The same value for ever. */
  CONSTANT {
    @Override
    double next(Random random, int i, double[] memory) {
      return 45;
    }
  };

  /** Points of five minutes in a day. */
  public static final int POINTS_PER_DAY = 288;

  abstract double next(Random random, int i, double[] memory);

  /** The series of a seed. */
  public double[] series(long seed, int points) {
    Random random = new Random(seed * 31 + name().hashCode());
    double[] memory = new double[1];
    double[] values = new double[points];
    for (int i = 0; i < points; i++) {
      values[i] = next(random, i, memory);
    }
    return values;
  }

  private static double day(int i) {
    return Math.sin(2 * Math.PI * i / POINTS_PER_DAY);
  }

  private static double poisson(Random random, double mean) {
    if (mean > 50) {
      return Math.rint(mean + Math.sqrt(mean) * random.nextGaussian());
    }
    double limit = Math.exp(-mean);
    int count = -1;
    for (double product = 1; product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }
}
