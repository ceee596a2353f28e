package io.aiops.detector.scoring;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

import io.aiops.detector.anomaly.PointsAround;
import io.aiops.detector.json.Column;

/**
 * The last points of an entity for charts: a ring of short numbers that grows up to what the memory
 * allows, and shrinks with it.
 */
final class RecentPoints {

  private static final int FIRST_SIZE = 8;

  /** Points that show what was normal before an anomaly. */
  private static final int POINTS_BEFORE = 60;

  /** Points that show that it is over. */
  private static final int POINTS_AFTER = 30;

  /** A score of 1; scores are kept in so many steps. */
  private static final float ONE = 32_766;

  /** The first version of the state that holds half the width of a band instead of its edges. */
  private static final int WITH_WIDTHS = 3;

  private final int dimensions;
  private final MemoryBudget memory;
  private long[] times = new long[0];

  /** Steps of the score plus one; negative inside an anomaly. */
  private short[] scores = new short[0];

  /** Value, expected and half the width of the band of one feature after the other. */
  private float[] numbers = new float[0];

  private int next;
  private int count;

  RecentPoints(int dimensions, MemoryBudget memory) {
    this.dimensions = dimensions;
    this.memory = memory;
  }

  /**
   * @param bands value, expected and half the width of the band of each feature
   */
  void add(long time, float[] bands, double score, boolean insideAnomaly) {
    int most = memory.chartPoints();
    if (times.length > most) {
      resize(most);
    } else if (count == times.length && count < most) {
      resize(Math.min(most, Math.max(FIRST_SIZE, count * 2)));
    }
    times[next] = time;
    int steps = 1 + Math.round((float) score * ONE);
    scores[next] = (short) (insideAnomaly ? -steps : steps);
    System.arraycopy(bands, 0, numbers, next * stride(), stride());
    next = (next + 1) % times.length;
    count = Math.min(count + 1, times.length);
  }

  private int stride() {
    return 3 * dimensions;
  }

  /** Keeps the newest points, oldest first. */
  private void resize(int size) {
    long[] newTimes = new long[size];
    short[] newScores = new short[size];
    float[] newNumbers = new float[size * stride()];
    int kept = Math.min(count, size);
    for (int i = 0; i < kept; i++) {
      int from = index(count - kept + i);
      newTimes[i] = times[from];
      newScores[i] = scores[from];
      System.arraycopy(numbers, from * stride(), newNumbers, i * stride(), stride());
    }
    times = newTimes;
    scores = newScores;
    numbers = newNumbers;
    count = kept;
    next = kept % size;
  }

  private float score(int index) {
    return (Math.abs(scores[index]) - 1) / ONE;
  }

  int size() {
    return count;
  }

  /** Time of the oldest point kept; the far future where there is none. */
  long oldest() {
    return count == 0 ? Long.MAX_VALUE : times[index(0)];
  }

  boolean vectors() {
    return dimensions > 1;
  }

  /** Mean of the values of a single series; NaN where there is none. */
  double mean() {
    double sum = 0;
    int n = 0;
    for (int i = 0; i < count; i++) {
      float value = numbers[index(i) * stride()];
      if (!Float.isNaN(value)) {
        sum += value;
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }

  /** Expected, lower and upper of the newest point of a single series; NaN where there is none. */
  float[] newestBand() {
    if (count == 0) {
      return new float[] {Float.NaN, Float.NaN, Float.NaN};
    }
    int start = index(count - 1) * stride();
    float expected = numbers[start + 1];
    float half = numbers[start + 2];
    return new float[] {expected, expected - half, expected + half};
  }

  private int index(int age) {
    return Math.floorMod(next - count + age, times.length);
  }

  /**
   * Columns of the points between two times, epoch milliseconds, with some points before and after.
   */
  Columns around(long start, long end) {
    int first = 0;
    while (first < count && times[index(first)] < start) {
      first++;
    }
    int last = first;
    while (last < count && times[index(last)] <= end) {
      last++;
    }
    first = Math.max(0, first - POINTS_BEFORE);
    last = Math.min(count, last + POINTS_AFTER);
    return first >= last
        ? new Columns(0, dimensions)
        : columns(times[index(first)], times[index(last - 1)]);
  }

  /** Columns of the points from {@code from} to {@code to}, both included, epoch milliseconds. */
  Columns columns(long from, long to) {
    int[] chosen = new int[count];
    int size = 0;
    for (int i = 0; i < count; i++) {
      int index = index(i);
      if (times[index] >= from && times[index] <= to) {
        chosen[size++] = index;
      }
    }
    Columns columns = new Columns(size, dimensions);
    for (int i = 0; i < size; i++) {
      columns.times[i] = times[chosen[i]];
      columns.scores[i] = score(chosen[i]);
      columns.inside[i] = scores[chosen[i]] < 0;
      for (int feature = 0; feature < dimensions; feature++) {
        int start = chosen[i] * stride() + 3 * feature;
        int target = i * dimensions + feature;
        columns.values[target] = numbers[start];
        columns.expected[target] = numbers[start + 1];
        columns.lower[target] = numbers[start + 1] - numbers[start + 2];
        columns.upper[target] = numbers[start + 1] + numbers[start + 2];
      }
    }
    return columns;
  }

  /** Points in columns. */
  static final class Columns {
    static final Columns NONE = new Columns(0, 1);

    final long[] times;
    final float[] scores;
    final boolean[] inside;
    final float[] values;
    final float[] expected;
    final float[] lower;
    final float[] upper;
    private final int dimensions;

    private Columns(int size, int dimensions) {
      this.dimensions = dimensions;
      times = new long[size];
      scores = new float[size];
      inside = new boolean[size];
      values = new float[size * dimensions];
      expected = new float[size * dimensions];
      lower = new float[size * dimensions];
      upper = new float[size * dimensions];
    }

    /** At most so many of the points of a single series: of neighbours the one that is worst. */
    Columns thinned(int most) {
      int size = Math.min(times.length, most);
      Columns thin = new Columns(size, dimensions);
      for (int i = 0; i < size; i++) {
        int first = (int) ((long) i * times.length / size);
        int end = (int) ((long) (i + 1) * times.length / size);
        thin.copy(i, this, worst(first, end));
      }
      return thin;
    }

    private int worst(int first, int end) {
      int worst = first;
      for (int i = first + 1; i < end; i++) {
        float higher = scores[i] - scores[worst];
        if (higher > 0 || (higher == 0 && distance(i) > distance(worst))) {
          worst = i;
        }
      }
      return worst;
    }

    private float distance(int i) {
      float distance = Math.abs(values[i] - expected[i]);
      return Float.isNaN(distance) ? -1 : distance;
    }

    private void copy(int to, Columns from, int index) {
      times[to] = from.times[index];
      scores[to] = from.scores[index];
      inside[to] = from.inside[index];
      values[to] = from.values[index];
      expected[to] = from.expected[index];
      lower[to] = from.lower[index];
      upper[to] = from.upper[index];
    }

    PointsAround pointsAround() {
      return new PointsAround(
          Column.times(times),
          Column.of(values, dimensions),
          Column.of(expected, dimensions),
          Column.of(lower, dimensions),
          Column.of(upper, dimensions),
          Column.of(scores));
    }
  }

  long memoryBytes() {
    return 64L + times.length * bytesPerPoint(dimensions);
  }

  static long bytesPerPoint(int dimensions) {
    return Long.BYTES + Short.BYTES + 3L * Float.BYTES * dimensions;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      int index = index(i);
      out.writeLong(times[index]);
      out.writeFloat(score(index));
      out.writeBoolean(scores[index] < 0);
      for (int j = 0; j < stride(); j++) {
        out.writeFloat(numbers[index * stride() + j]);
      }
    }
  }

  void read(DataInput in, int version) throws IOException {
    int size = in.readInt();
    float[] bands = new float[stride()];
    for (int i = 0; i < size; i++) {
      long time = in.readLong();
      float score = in.readFloat();
      boolean insideAnomaly = in.readBoolean();
      for (int j = 0; j < bands.length; j += 3) {
        bands[j] = in.readFloat();
        bands[j + 1] = in.readFloat();
        float third = in.readFloat();
        bands[j + 2] = version < WITH_WIDTHS ? in.readFloat() - bands[j + 1] : third;
      }
      add(time, bands, score, insideAnomaly);
    }
  }
}
