package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a forest sees of a point. Vectors: each feature. Series: an isolation forest sees the
 * aspects of the point, a random cut forest the last few values in a row (a shingle).
 */
final class ForestInput {

  /** Trees of an isolation forest; more moved no figure by a hundredth. */
  static final int ISOLATION_TREES = 32;

  /** Points of one isolation tree; 256 in the paper, but half as many saw as much here. */
  static final int ISOLATION_SAMPLE = 128;

  /** Trees of a random cut forest: the least that its authors advise. */
  static final int CUT_TREES = 30;

  /** Points of one random cut tree: the default of its library. */
  static final int CUT_SAMPLE = 256;

  /** Values in a row that a random cut forest sees. */
  static final int SHINGLE = 4;

  private final double[] aspects;
  private final double[] shingle;

  /** Without a shingle the aspects are seen as they are, else the last values of the first one. */
  private ForestInput(int aspects, int shingle) {
    this.aspects = new double[aspects];
    this.shingle = new double[shingle];
  }

  static ForestInput of(ModelSpec spec, String type) {
    boolean cut = type.equals(ModelTypes.RANDOM_CUT_FOREST);
    boolean series = spec.dimensions() == 1;
    return new ForestInput(
        series ? SeriesModel.ASPECTS : spec.dimensions(),
        cut && series ? spec.integer("shingle", SHINGLE) : 0);
  }

  static Forest forest(ModelSpec spec, String type) {
    boolean series = spec.dimensions() == 1;
    if (type.equals(ModelTypes.RANDOM_CUT_FOREST)) {
      return new CutForest(
          series ? spec.integer("shingle", SHINGLE) : spec.dimensions(),
          spec.integer("trees", CUT_TREES),
          spec.integer("sample", CUT_SAMPLE),
          spec.seed());
    }
    return new IsolationForest(
        series ? SeriesModel.ASPECTS : spec.dimensions(),
        spec.integer("trees", ISOLATION_TREES),
        spec.integer("sample", ISOLATION_SAMPLE),
        spec.seed());
  }

  /**
   * What the forest is to see of the point that the model has just judged; valid until the next.
   */
  double[] next(Model model) {
    model.features(aspects);
    if (shingle.length == 0) {
      return aspects;
    }
    shingle[shingle.length - 1] = aspects[0];
    return shingle;
  }

  /** The same of a point that the model is taught: all before it was like the one before it. */
  double[] lesson(Model model) {
    model.features(aspects);
    if (shingle.length == 0) {
      return aspects;
    }
    double[] row = new double[shingle.length];
    Arrays.fill(row, aspects[0] - aspects[1]);
    row[row.length - 1] = aspects[0];
    return row;
  }

  /** The point judged last becomes the one before. */
  void learn() {
    if (shingle.length > 1) {
      System.arraycopy(shingle, 1, shingle, 0, shingle.length - 1);
    }
  }

  void write(DataOutput out) throws IOException {
    for (double value : shingle) {
      out.writeDouble(value);
    }
  }

  void read(DataInput in) throws IOException {
    for (int i = 0; i < shingle.length; i++) {
      shingle[i] = in.readDouble();
    }
  }

  long memoryBytes() {
    return 8L * (aspects.length + shingle.length) + 64;
  }
}
