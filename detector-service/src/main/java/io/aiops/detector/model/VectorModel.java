package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Vectors of features: the peak is the mean of the {@value #LARGEST_COUNT} most deviating features,
 * smoothed, and those features are the attribution; the onset is led by the {@value #NEWEST_COUNT}
 * features that are farthest from all they were.
 */
final class VectorModel implements Model {

  private static final int LARGEST_COUNT = 5;
  private static final int NEWEST_COUNT = 3;

  /** Share of the newest point in the smoothed deviation. */
  private static final double SHORT = 0.5;

  /** Points by which a peak counts half: the spread of many features takes time to be known. */
  private static final double YOUNG_POINTS = 50;

  /** Weight of the smoothed deviation in an onset, beside that of what is new. */
  private static final double OF_SMOOTH = 0.5;

  /** Mean deviation that counts as an onset of one usual range, in standard deviations. */
  private static final double ONSET = 25;

  /** Memory of the usual size of the deviation, in points. */
  private static final double USUAL_WINDOW = 2000;

  private final Feature[] features;
  private final Scale usual = new Scale(USUAL_WINDOW);
  private final int[] top;
  private final double[] newest;
  private double smooth;
  private double fresh;

  VectorModel(ModelSpec spec, int window) {
    features = new Feature[spec.dimensions()];
    for (int f = 0; f < features.length; f++) {
      features[f] = new Feature(window);
    }
    top = new int[Math.min(LARGEST_COUNT, features.length)];
    newest = new double[Math.min(NEWEST_COUNT, features.length)];
  }

  @Override
  public void start(long[] timestamps, double[][] points, int count) {
    double[] column = new double[count];
    for (int f = 0; f < features.length; f++) {
      int n = 0;
      for (int i = 0; i < count; i++) {
        if (!Double.isNaN(points[i][f])) {
          column[n++] = points[i][f];
        }
      }
      if (n > 0) {
        features[f].start(column, n);
      }
    }
    double[] sizes = new double[count];
    for (int i = 0; i < count; i++) {
      judge(timestamps[i], points[i]);
      sizes[i] = fresh;
    }
    usual.start(sizes, count);
  }

  @Override
  public void judge(long timestampMillis, double[] point) {
    Arrays.fill(top, -1);
    Arrays.fill(newest, 0);
    for (int f = 0; f < features.length; f++) {
      features[f].judge(point[f]);
      rank(f);
      rankOnset(features[f].onset());
    }
    fresh = weigh();
    smooth += SHORT * (fresh - smooth);
  }

  private double weigh() {
    double sum = 0;
    for (int f : top) {
      sum += features[f].weight();
    }
    return sum / top.length;
  }

  @Override
  public void teach(Taught taught) {
    Arrays.fill(top, -1);
    for (int f = 0; f < features.length; f++) {
      features[f].teach(taught.point()[f], taught.weight());
      rank(f);
    }
    fresh = weigh();
    usual.learn(fresh, taught.weight());
  }

  @Override
  public void settle(long[] timestamps, double[][] points, double[] before) {
    double[] column = new double[points.length];
    for (int f = 0; f < features.length; f++) {
      for (int i = 0; i < points.length; i++) {
        column[i] = points[i][f];
      }
      features[f].settle(column);
    }
    smooth = 0;
  }

  private void rank(int feature) {
    int candidate = feature;
    for (int k = 0; k < top.length && candidate >= 0; k++) {
      if (top[k] < 0 || features[candidate].weight() > features[top[k]].weight()) {
        int lower = top[k];
        top[k] = candidate;
        candidate = lower;
      }
    }
  }

  private void rankOnset(double onset) {
    double candidate = onset;
    for (int k = 0; k < newest.length; k++) {
      if (candidate > newest[k]) {
        double lower = newest[k];
        newest[k] = candidate;
        candidate = lower;
      }
    }
  }

  @Override
  public void learn(double weight) {
    for (Feature feature : features) {
      feature.learn(weight);
    }
    usual.learn(fresh, weight);
  }

  @Override
  public double peak() {
    return Math.log(1 + smooth) * known();
  }

  private double known() {
    return usual.count() / (usual.count() + YOUNG_POINTS);
  }

  @Override
  public double slow() {
    return 0;
  }

  @Override
  public double novelty() {
    double sum = 0;
    for (double largest : newest) {
      sum += largest;
    }
    double sudden = sum / newest.length;
    double onset = (sudden + OF_SMOOTH * smooth) / (1 + OF_SMOOTH) * known() / ONSET;
    return onset * onset * onset;
  }

  @Override
  public double unrest() {
    return Math.max(0, usual.z(fresh));
  }

  @Override
  public int feature() {
    return top[0];
  }

  @Override
  public double error(int feature) {
    return features[feature].z();
  }

  @Override
  public double expected(int feature) {
    return features[feature].expected();
  }

  @Override
  public double spread(int feature) {
    return features[feature].spread();
  }

  @Override
  public void features(double[] into) {
    for (int f = 0; f < features.length; f++) {
      into[f] = features[f].z();
    }
  }

  @Override
  public double points() {
    return usual.count();
  }

  @Override
  public Explanation explain() {
    List<String> names = new ArrayList<>();
    double[] weights = new double[top.length];
    for (int k = 0; k < top.length; k++) {
      names.add(Integer.toString(top[k]));
      weights[k] = features[top[k]].weight();
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
    for (Feature feature : features) {
      feature.write(out);
    }
    usual.write(out);
    out.writeDouble(smooth);
  }

  @Override
  public void read(DataInput in, int version) throws IOException {
    for (Feature feature : features) {
      feature.read(in);
    }
    usual.read(in);
    smooth = in.readDouble();
  }

  @Override
  public long memoryBytes() {
    long bytes = 300;
    for (Feature feature : features) {
      bytes += feature.memoryBytes();
    }
    return bytes;
  }
}
