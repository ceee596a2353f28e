package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Brings what a forest says onto the scales of {@link Model}: how far above its usual the isolation
 * of a point is, and how rare that is among the entity's own. The model under it has half of the
 * word, and more on an onset and while the forest is young.
 */
final class ForestJudge {

  /** Memory of the usual isolation, in points: as long as that of the forests. */
  private static final double WINDOW = 5000;

  /** Isolation up to here is usual, in standard deviations; the tail of it is not normal. */
  private static final double USUAL = 4;

  /** The usual range, 1% to 99% of a normal series, in standard deviations. */
  private static final double RANGE = 4.65;

  /** Novelty of a third of the usual range is a log size of 0.7, as for values. */
  private static final double SIZE = 3;

  private static final double MOST = Math.log1p(Scale.CAP);

  /** Points by which the forest has half of the word. */
  private static final double YOUNG_POINTS = 128;

  /** Most of the word of a forest on the state. */
  private static final double OF_STATE = 0.5;

  /** The same on an onset: it cannot tell far outside from very far outside. */
  private static final double OF_ONSET = 0.25;

  /** The same of a random cut forest of a series, whose score of a calm point varies most. */
  private static final double CUT_OF_ONSET = 0.03;

  private final Forest forest;
  private final double ofOnset;
  private final Scale usual = new Scale(WINDOW);
  private final Surprise past = new Surprise(MOST);
  private double[] features;
  private double isolation;
  private double size;
  private double novelty;

  private ForestJudge(Forest forest, double ofOnset) {
    this.forest = forest;
    this.ofOnset = ofOnset;
  }

  /** The judge of a type of forest. */
  static ForestJudge of(ModelSpec spec, String type) {
    boolean cut = spec.dimensions() == 1 && type.equals(ModelTypes.RANDOM_CUT_FOREST);
    return new ForestJudge(ForestInput.forest(spec, type), cut ? CUT_OF_ONSET : OF_ONSET);
  }

  /** Learns the first points, and takes their isolation as usual. */
  void start(double[][] rows) {
    for (double[] row : rows) {
      forest.learn(row, 1);
    }
    double[] first = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      first[i] = forest.isolation(rows[i]);
    }
    usual.start(first, first.length);
  }

  /** Judges a point; the array is kept until {@link #learn}. */
  void judge(double[] point) {
    features = point;
    isolation = forest.isolation(point);
    double z = Math.max(0, usual.z(isolation));
    size = Math.log(1 + z);
    novelty = Math.max(0, z - USUAL) / RANGE;
  }

  void learn(double weight) {
    forest.learn(features, weight);
    usual.learn(isolation, weight);
    past.learn(size, weight);
  }

  /** What the forest and the model under it say together, on the scale of {@link Model#peak}. */
  double peak(Model base) {
    double word = OF_STATE * known(base);
    double peak = Math.log(1 + SIZE * novelty) + past.rarity(size);
    return word * peak + (1 - word) * base.peak();
  }

  /** The same on the scale of {@link Model#novelty}. */
  double novelty(Model base) {
    double word = ofOnset * known(base);
    return word * novelty + (1 - word) * base.novelty();
  }

  private static double known(Model base) {
    return base.points() / (base.points() + YOUNG_POINTS);
  }

  void write(DataOutput out) throws IOException {
    forest.write(out);
    usual.write(out);
    past.write(out);
  }

  void read(DataInput in) throws IOException {
    forest.read(in);
    usual.read(in);
    past.read(in);
  }

  long memoryBytes() {
    return forest.memoryBytes() + Surprise.memoryBytes() + 160;
  }
}
