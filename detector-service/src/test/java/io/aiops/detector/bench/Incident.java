package io.aiops.detector.bench;

import java.util.Random;

/** Ways in which a series goes wrong, put into a calm one at a known place. */
public enum Incident {
  /** One point ten standard deviations off. */
  SPIKE {
    @Override
    double change(Calmness at, double value, int since, double first) {
      return value + (since == 0 ? 10 * at.noise() : 0);
    }
  },
  /** Eight standard deviations more, for good. */
  LEVEL_SHIFT {
    @Override
    double change(Calmness at, double value, int since, double first) {
      return value + 8 * at.noise();
    }
  },
  /** Fifteen standard deviations more within half a day. */
  DRIFT {
    @Override
    double change(Calmness at, double value, int since, double first) {
      return value + 15 * at.noise() * since / LENGTH;
    }
  },
  /** Five times the noise. */
  VARIANCE {
    @Override
    double change(Calmness at, double value, int since, double first) {
      return at.expected() + 5 * (value - at.expected());
    }
  },
  /** The day's course stops: what is left is noise around the value of the last point before. */
  MISSING_SEASON {
    @Override
    double change(Calmness at, double value, int since, double first) {
      return first + value - at.expected();
    }
  },
  /** A sensor that hangs. */
  FLAT_LINE {
    @Override
    double change(Calmness at, double value, int since, double first) {
      return first;
    }
  },
  /** Nothing arrives any more. */
  DROP_TO_ZERO {
    @Override
    double change(Calmness at, double value, int since, double first) {
      return 0;
    }
  },
  /** Swings of an hour, of six standard deviations. */
  NEW_FREQUENCY {
    @Override
    double change(Calmness at, double value, int since, double first) {
      return value + 6 * at.noise() * Math.sin(2 * Math.PI * since / 12);
    }
  };

  /** Points of an incident: half a day. */
  public static final int LENGTH = Calm.POINTS_PER_DAY / 2;

  /** Where an incident starts: in the afternoon of the 13th day. */
  public static final int START = 12 * Calm.POINTS_PER_DAY + 190;

  /** Points of a case. */
  public static final int SIZE = 14 * Calm.POINTS_PER_DAY;

  /** What an incident happens to. */
  public enum On {
    NOISE,
    DAILY,
    COUNTS
  }

  /** What is usual at a point: its expected value and the standard deviation around it. */
  record Calmness(double expected, double noise) {}

  abstract double change(Calmness at, double value, int since, double first);

  /** Whether an incident of this kind can be told at all: a season that never was cannot stop. */
  public boolean tells(On on) {
    return this != MISSING_SEASON || on != On.NOISE;
  }

  /** The series of a seed; abnormal are the points from {@link #START} on. */
  public double[] series(On on, long seed) {
    Random random = new Random(seed * 31 + name().hashCode());
    double[] values = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      Calmness at = calmness(on, i);
      double value = at.expected() + at.noise() * random.nextGaussian();
      values[i] = on == On.COUNTS ? Math.max(0, Math.rint(value)) : value;
    }
    double first = values[START - 1];
    for (int i = START; i < Math.min(SIZE, START + LENGTH); i++) {
      double changed = change(calmness(on, i), values[i], i - START, first);
      values[i] = on == On.COUNTS ? Math.max(0, Math.rint(changed)) : changed;
    }
    return values;
  }

  /** Points that are abnormal. */
  public int length() {
    return this == SPIKE ? 1 : LENGTH;
  }

  private static Calmness calmness(On on, int i) {
    double day = Math.sin(2 * Math.PI * i / Calm.POINTS_PER_DAY);
    return switch (on) {
      case NOISE -> new Calmness(100, 5);
      case DAILY -> new Calmness(200 + 80 * day, 6);
      case COUNTS -> new Calmness(40 + 25 * day, Math.sqrt(40 + 25 * day));
    };
  }
}
