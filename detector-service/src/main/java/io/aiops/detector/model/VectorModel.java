package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Vectors of features: level and spread of each feature; the surprise is the mean of the {@value
 * #LARGEST_COUNT} largest |z|, smoothed, and those features are the attribution.
 */
final class VectorModel implements Model {

  private static final int LARGEST_COUNT = 5;

  /** Share of the newest point in the smoothed surprise. */
  private static final double SHORT = 0.4;

  private static final double LARGEST = 1e100;
  private static final int NOVELTY_POINTS = 512;
  private static final int NOVELTY_STRIDE = 4;

  /** Least range of the mean |z| that novelty is measured in. */
  private static final double LEAST_RANGE = 0.5;

  /** Memory of the usual size of the surprise, in points. */
  private static final double USUAL_WINDOW = 2000;

  private final Scale[] levels;
  private final Novelty novelty = new Novelty(NOVELTY_POINTS, NOVELTY_STRIDE);
  private final double[] value;
  private final double[] z;
  private final double[] expected;
  private final double[] spread;
  private final int[] top;
  private final Scale usual = new Scale(USUAL_WINDOW);
  private final LevelShift[] shifts;
  private double smooth;
  private double fresh;
  private int feature;

  VectorModel(ModelSpec spec, int window) {
    int n = spec.dimensions();
    levels = new Scale[n];
    shifts = new LevelShift[n];
    for (int i = 0; i < n; i++) {
      levels[i] = new Scale(window);
      shifts[i] = new LevelShift();
    }
    value = new double[n];
    z = new double[n];
    expected = new double[n];
    spread = new double[n];
    top = new int[Math.min(LARGEST_COUNT, n)];
  }

  @Override
  public void start(long[] timestamps, double[][] points, int count) {
    double[] column = new double[count];
    for (int f = 0; f < levels.length; f++) {
      int n = 0;
      for (int i = 0; i < count; i++) {
        if (!Double.isNaN(points[i][f])) {
          column[n++] = Scale.clip(points[i][f], LARGEST);
        }
      }
      if (n > 0) {
        levels[f].start(column, n);
      }
    }
    double[] sizes = new double[count];
    for (int i = 0; i < count; i++) {
      judge(timestamps[i], points[i]);
      sizes[i] = fresh;
      novelty.learn((float) fresh);
    }
    usual.start(sizes, count);
  }

  @Override
  public void judge(long timestampMillis, double[] point) {
    for (int f = 0; f < levels.length; f++) {
      value[f] = point[f];
      boolean known = levels[f].count() >= 2;
      expected[f] = known ? levels[f].mean() : Double.NaN;
      spread[f] = known ? levels[f].deviation() : Double.NaN;
      z[f] = Double.isNaN(point[f]) || !known ? 0 : levels[f].z(Scale.clip(point[f], LARGEST));
    }
    fresh = largest();
    smooth += SHORT * (fresh - smooth);
  }

  private double largest() {
    Arrays.fill(top, -1);
    for (int f = 0; f < z.length; f++) {
      int candidate = f;
      for (int k = 0; k < top.length && candidate >= 0; k++) {
        if (top[k] < 0 || Math.abs(z[candidate]) > Math.abs(z[top[k]])) {
          int lower = top[k];
          top[k] = candidate;
          candidate = lower;
        }
      }
    }
    double sum = 0;
    for (int f : top) {
      sum += Math.abs(z[f]);
    }
    feature = top[0];
    return sum / top.length;
  }

  @Override
  public void learn(double weight) {
    for (int f = 0; f < levels.length; f++) {
      if (!Double.isNaN(value[f])) {
        double clipped = Scale.clip(value[f], LARGEST);
        levels[f].learn(clipped, weight);
        if (shifts[f].learn(clipped, z[f])) {
          levels[f].shift(shifts[f].mean(), shifts[f].variance(), LevelShift.RUN);
          shifts[f].clear();
        }
      }
    }
    novelty.learn((float) fresh);
    usual.learn(fresh, weight);
  }

  @Override
  public double surprise() {
    return Math.log1p(smooth);
  }

  @Override
  public double onset() {
    return novelty.distance((float) fresh, LEAST_RANGE);
  }

  @Override
  public double unrest() {
    return Math.max(0, usual.z(Math.max(fresh, smooth)));
  }

  @Override
  public int feature() {
    return feature;
  }

  @Override
  public double error(int f) {
    return z[f];
  }

  @Override
  public double expected(int f) {
    return expected[f];
  }

  @Override
  public double spread(int f) {
    return spread[f];
  }

  @Override
  public Explanation explain() {
    List<String> names = new ArrayList<>();
    double[] weights = new double[top.length];
    for (int k = 0; k < top.length; k++) {
      names.add(Integer.toString(top[k]));
      weights[k] = Math.abs(z[top[k]]);
    }
    return Shares.of(names, weights);
  }

  @Override
  public String type() {
    return ModelTypes.STATISTICAL;
  }

  @Override
  public String reason() {
    return "vectors are judged by the level of each feature";
  }

  @Override
  public void write(DataOutput out) throws IOException {
    for (Scale level : levels) {
      level.write(out);
    }
    for (LevelShift shift : shifts) {
      shift.write(out);
    }
    usual.write(out);
    novelty.write(out);
    out.writeDouble(smooth);
  }

  @Override
  public void read(DataInput in) throws IOException {
    for (Scale level : levels) {
      level.read(in);
    }
    for (LevelShift shift : shifts) {
      shift.read(in);
    }
    usual.read(in);
    novelty.read(in);
    smooth = in.readDouble();
  }

  @Override
  public long memoryBytes() {
    return 200 + levels.length * (48L + 28 + 40) + novelty.memoryBytes();
  }
}
