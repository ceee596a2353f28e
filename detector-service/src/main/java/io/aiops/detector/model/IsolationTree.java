package io.aiops.detector.model;

import java.util.Arrays;

/**
 * A tree that cuts a sample at random places until its points are alone (Liu, Ting, Zhou, Isolation
 * Forest, 2008). Here a feature is drawn with the share that its spread has of all spreads, as in
 * random cut forests: a feature that does not vary is never asked.
 */
final class IsolationTree {

  /** Largest sample: nodes are numbered in shorts. */
  static final int LARGEST_SAMPLE = 1024;

  private static final double EULER = 0.5772156649;

  private static final short LEAF = -1;

  private short[] features;
  private short[] children;
  private float[] values;
  private final float[] low;
  private final float[] high;
  private final int limit;
  private final long seed;
  private int nodes;
  private long drawn;

  /**
   * Grows a tree.
   *
   * @param rows the sample, rearranged by this
   */
  IsolationTree(float[][] rows, long seed) {
    int most = 2 * rows.length;
    this.features = new short[most];
    this.children = new short[most];
    this.values = new float[most];
    this.low = new float[rows[0].length];
    this.high = new float[rows[0].length];
    this.limit = 2 + (int) Math.ceil(Math.log(rows.length) / Math.log(2));
    this.seed = seed;
    nodes = 1;
    grow(0, rows, 0, rows.length, 0);
    features = Arrays.copyOf(features, nodes);
    children = Arrays.copyOf(children, nodes);
    values = Arrays.copyOf(values, nodes);
  }

  private void grow(int node, float[][] rows, int from, int to, int depth) {
    double all = depth < limit && to - from > 1 ? spreads(rows, from, to) : 0;
    if (all == 0) {
      features[node] = LEAF;
      values[node] = (float) (depth + further(to - from));
      return;
    }
    int feature = draw(all);
    float cut = cut(low[feature], high[feature]);
    int middle = from;
    for (int i = from; i < to; i++) {
      if (rows[i][feature] <= cut) {
        float[] row = rows[i];
        rows[i] = rows[middle];
        rows[middle++] = row;
      }
    }
    features[node] = (short) feature;
    values[node] = cut;
    children[node] = (short) nodes;
    nodes += 2;
    int left = children[node];
    grow(left, rows, from, middle, depth + 1);
    grow(left + 1, rows, middle, to, depth + 1);
  }

  /** A random place from low up to below high, also where rounding would make it high itself. */
  private float cut(float least, float most) {
    float cut = least + (float) (Mix.unit(seed, drawn++) * (most - least));
    return cut < most ? cut : least;
  }

  private double spreads(float[][] rows, int from, int to) {
    double sum = 0;
    for (int f = 0; f < low.length; f++) {
      low[f] = Float.POSITIVE_INFINITY;
      high[f] = Float.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        low[f] = Math.min(low[f], rows[i][f]);
        high[f] = Math.max(high[f], rows[i][f]);
      }
      sum += high[f] - low[f];
    }
    return sum;
  }

  private int draw(double all) {
    double left = Mix.unit(seed, drawn++) * all;
    for (int f = 0; f < low.length; f++) {
      left -= high[f] - low[f];
      if (left < 0) {
        return f;
      }
    }
    int f = low.length - 1;
    while (high[f] == low[f]) {
      f--;
    }
    return f;
  }

  /** Cuts until the point is alone, those that were not made added by their mean. */
  double depth(double[] point) {
    int node = 0;
    while (features[node] >= 0) {
      node = children[node] + (point[features[node]] <= values[node] ? 0 : 1);
    }
    return values[node];
  }

  /** Mean cuts until one of so many points is alone: the search in a binary tree. */
  static double further(int points) {
    return points < 2
        ? 0
        : points == 2 ? 1 : 2 * (Math.log(points - 1.0) + EULER) - 2 * (points - 1.0) / points;
  }

  long memoryBytes() {
    return 8L * nodes + 8L * low.length + 200;
  }
}
