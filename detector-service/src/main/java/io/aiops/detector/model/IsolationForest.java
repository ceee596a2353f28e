package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An isolation forest for streams (Liu, Ting, Zhou, 2008): a reservoir of past points that forgets
 * slowly (Aggarwal, 2006), from which the trees are grown anew after every half of a reservoir's
 * worth of points. What is random depends on the seed and the number of the point alone; the state
 * holds the points that the trees were grown from, not the trees.
 */
final class IsolationForest implements Forest {

  /** Reservoir, in samples of one tree: enough for trees that differ. */
  private static final int SAMPLES_KEPT = 4;

  /** Points that the reservoir represents, in its own sizes: about a week of 5 minutes. */
  private static final double MEMORY = 4;

  private final int width;
  private final int trees;
  private final int sample;
  private final long seed;
  private final float[][] reservoir;
  private float[][] source = new float[0][];
  private IsolationTree[] grown = new IsolationTree[0];
  private int kept;
  private long points;
  private long grownAt;

  /**
   * Starts empty.
   *
   * @param width features of a point
   * @param trees more cost more and vary less
   * @param sample points of one tree
   */
  IsolationForest(int width, int trees, int sample, long seed) {
    this.width = width;
    this.trees = trees;
    this.sample = sample;
    this.seed = seed;
    this.reservoir = new float[SAMPLES_KEPT * sample][];
  }

  /** 0..1: one half is usual, near 1 alone after few cuts; 0 while there are no trees. */
  @Override
  public double isolation(double[] point) {
    if (grown.length == 0) {
      return 0;
    }
    double sum = 0;
    for (IsolationTree tree : grown) {
      sum += tree.depth(point);
    }
    double usual = IsolationTree.further(Math.min(sample, source.length));
    return Math.pow(2, -sum / grown.length / Math.max(1, usual));
  }

  @Override
  public void learn(double[] point, double weight) {
    points++;
    double share = Math.max(1 / MEMORY, (double) reservoir.length / points);
    if (Mix.unit(seed, 2 * points) < weight * Math.min(1, share)) {
      float[] row = new float[width];
      for (int f = 0; f < width; f++) {
        row[f] = (float) point[f];
      }
      int place =
          kept < reservoir.length ? kept++ : Mix.below(reservoir.length, seed, 2 * points + 1);
      reservoir[place] = row;
    }
    if (points - grownAt >= Math.min(reservoir.length / 2, Math.max(Warmup.POINTS, points / 4))) {
      grownAt = points;
      source = new float[kept][];
      System.arraycopy(reservoir, 0, source, 0, kept);
      grow();
    }
  }

  private void grow() {
    if (source.length == 0) {
      return;
    }
    IsolationTree[] fresh = new IsolationTree[trees];
    int size = Math.min(sample, source.length);
    float[][] shuffled = source.clone();
    long place = 0;
    for (int t = 0; t < trees; t++) {
      long ownSeed = Mix.bits(seed ^ grownAt, -1 - t);
      for (int i = 0; i < size; i++) {
        int other = i + Mix.below(shuffled.length - i, seed ^ grownAt, place++);
        float[] row = shuffled[i];
        shuffled[i] = shuffled[other];
        shuffled[other] = row;
      }
      float[][] rows = new float[size][];
      System.arraycopy(shuffled, 0, rows, 0, size);
      fresh[t] = new IsolationTree(rows, ownSeed);
    }
    grown = fresh;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(points);
    out.writeLong(grownAt);
    out.writeInt(kept);
    out.writeInt(source.length);
    for (int i = 0; i < kept; i++) {
      Floats.write(out, reservoir[i], width);
    }
    for (int i = 0; i < source.length; i++) {
      // Most places still hold the point that the trees were grown from.
      boolean same = source[i] == reservoir[i];
      out.writeBoolean(same);
      if (!same) {
        Floats.write(out, source[i], width);
      }
    }
  }

  @Override
  public void read(DataInput in) throws IOException {
    points = in.readLong();
    grownAt = in.readLong();
    kept = in.readInt();
    int size = in.readInt();
    if (kept < 0 || kept > reservoir.length || size < 0 || size > kept) {
      throw new StateFormatException("the reservoir of a forest has an impossible size");
    }
    for (int i = 0; i < kept; i++) {
      reservoir[i] = row(in);
    }
    source = new float[size][];
    for (int i = 0; i < size; i++) {
      source[i] = in.readBoolean() ? reservoir[i] : row(in);
    }
    grow();
  }

  private float[] row(DataInput in) throws IOException {
    float[] row = new float[width];
    Floats.read(in, row, width);
    return row;
  }

  @Override
  public long memoryBytes() {
    // A row is replaced now and then: at worst all those that the trees were grown from are kept
    // too.
    long rows = 2L * kept * (4L * width + 16) + 8L * reservoir.length + 8L * source.length;
    for (IsolationTree tree : grown) {
      rows += tree.memoryBytes();
    }
    return rows + 200;
  }
}
