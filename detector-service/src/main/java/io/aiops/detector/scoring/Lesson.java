package io.aiops.detector.scoring;

import java.util.Arrays;

/**
 * Points to be taught, oldest first.
 *
 * @param times epoch milliseconds, ascending
 * @param points as many, of one value per feature; NaN where missing
 * @param usual what was expected of each feature when they began; NaN where unknown
 */
@SuppressWarnings("ArrayRecordComponent") // columns without boxing, never compared
public record Lesson(long[] times, double[][] points, double[] usual) {

  public static final Lesson NONE = new Lesson(new long[0], new double[0][], new double[0]);

  /** Checks that there are as many times as points. */
  public Lesson {
    if (times.length != points.length) {
      throw new IllegalArgumentException(times.length + " times of " + points.length + " points");
    }
  }

  /** The points of a time that are kept, but those without any value. */
  static Lesson of(RecentPoints recent, long from, long to) {
    RecentPoints.Columns columns = recent.columns(from, to);
    int dimensions = columns.times.length == 0 ? 1 : columns.values.length / columns.times.length;
    long[] times = new long[columns.times.length];
    double[][] points = new double[times.length][];
    int n = 0;
    for (int i = 0; i < times.length; i++) {
      double[] point = new double[dimensions];
      boolean some = false;
      for (int f = 0; f < dimensions; f++) {
        point[f] = columns.values[i * dimensions + f];
        some |= !Double.isNaN(point[f]);
      }
      if (some) {
        times[n] = columns.times[i];
        points[n++] = point;
      }
    }
    double[] usual = new double[dimensions];
    for (int f = 0; f < dimensions; f++) {
      usual[f] = columns.times.length == 0 ? Double.NaN : columns.expected[f];
    }
    return new Lesson(Arrays.copyOf(times, n), Arrays.copyOf(points, n), usual);
  }

  public int size() {
    return times.length;
  }

  /** The last points, so many at most. */
  Lesson last(int most) {
    int from = Math.max(0, size() - most);
    return new Lesson(
        Arrays.copyOfRange(times, from, size()), Arrays.copyOfRange(points, from, size()), usual);
  }

  /** The same points where nothing is known any more of what was expected before them. */
  Lesson anew() {
    double[] unknown = new double[usual.length];
    Arrays.fill(unknown, Double.NaN);
    return new Lesson(times, points, unknown);
  }

  /** These, and what the other one has from before them. */
  public Lesson after(Lesson earlier) {
    int n = 0;
    while (n < earlier.size() && (size() == 0 || earlier.times[n] < times[0])) {
      n++;
    }
    long[] allTimes = Arrays.copyOf(earlier.times, n + size());
    double[][] allPoints = Arrays.copyOf(earlier.points, n + size());
    System.arraycopy(times, 0, allTimes, n, size());
    System.arraycopy(points, 0, allPoints, n, size());
    return new Lesson(allTimes, allPoints, n > 0 ? earlier.usual : usual);
  }
}
