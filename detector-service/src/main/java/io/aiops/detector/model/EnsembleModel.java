package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Several models of one entity, each trusted as far as it has done well on this entity. Members:
 * the level (for series with its season), an isolation forest, a random cut forest. What was
 * expected is said by the first.
 */
final class EnsembleModel extends OverlayModel {

  /** Members trusted less than this share of an equal one are left out of the answer. */
  private static final double LEFT_OUT = 0.25;

  private final List<String> names;
  private final ForestJudge[] judges = new ForestJudge[2];
  private final ForestInput[] inputs = new ForestInput[2];
  private final Trust trust;
  private final double[] peaks;
  private final double[] novelties;

  EnsembleModel(ModelSpec spec, Model base) {
    super(base);
    this.names =
        List.of(
            spec.dimensions() == 1 ? ModelTypes.SEASONAL : ModelTypes.STATISTICAL,
            ModelTypes.ISOLATION_FOREST,
            ModelTypes.RANDOM_CUT_FOREST);
    for (int i = 0; i < judges.length; i++) {
      judges[i] = ForestJudge.of(spec, names.get(i + 1));
      inputs[i] = ForestInput.of(spec, names.get(i + 1));
    }
    this.trust = new Trust(names.size());
    this.peaks = new double[names.size()];
    this.novelties = new double[names.size()];
  }

  @Override
  public void start(long[] timestamps, double[][] points, int count) {
    base.start(timestamps, points, count);
    double[][][] rows = new double[judges.length][count][];
    for (int i = 0; i < count; i++) {
      base.judge(timestamps[i], points[i]);
      for (int j = 0; j < judges.length; j++) {
        rows[j][i] = inputs[j].next(base).clone();
        inputs[j].learn();
      }
    }
    for (int j = 0; j < judges.length; j++) {
      judges[j].start(rows[j]);
    }
  }

  @Override
  public void judge(long timestampMillis, double[] point) {
    base.judge(timestampMillis, point);
    peaks[0] = base.peak();
    novelties[0] = base.novelty();
    for (int j = 0; j < judges.length; j++) {
      judges[j].judge(inputs[j].next(base));
      peaks[j + 1] = judges[j].peak(base);
      novelties[j + 1] = judges[j].novelty(base);
    }
  }

  @Override
  public void learn(double weight) {
    trust.learn(peaks);
    base.learn(weight);
    for (int j = 0; j < judges.length; j++) {
      judges[j].learn(weight);
      inputs[j].learn();
    }
  }

  /** What people say of a point is no dispute between members: the trust in them stays. */
  @Override
  public void teach(Taught taught) {
    base.teach(taught);
    for (int j = 0; j < judges.length; j++) {
      judges[j].judge(inputs[j].lesson(base));
      judges[j].learn(taught.weight());
    }
  }

  private double mean(double[] figures) {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < figures.length; i++) {
      double weight = trust.of(i);
      if (weight * figures.length >= LEFT_OUT) {
        sum += weight * figures[i];
        all += weight;
      }
    }
    return sum / all;
  }

  @Override
  public double peak() {
    return mean(peaks);
  }

  @Override
  public double novelty() {
    return mean(novelties);
  }

  @Override
  public String type() {
    return ModelTypes.ENSEMBLE;
  }

  @Override
  public String reason() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      text.append(i == 0 ? "" : ", ")
          .append("%s %.0f%%".formatted(names.get(i), 100 * trust.of(i)));
    }
    return text.toString();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    base.write(out);
    for (int j = 0; j < judges.length; j++) {
      judges[j].write(out);
      inputs[j].write(out);
    }
    trust.write(out);
  }

  @Override
  public void read(DataInput in, int version) throws IOException {
    base.read(in, version);
    for (int j = 0; j < judges.length; j++) {
      judges[j].read(in);
      inputs[j].read(in);
    }
    trust.read(in);
  }

  @Override
  public long memoryBytes() {
    long bytes = base.memoryBytes() + trust.memoryBytes() + 200;
    for (int j = 0; j < judges.length; j++) {
      bytes += judges[j].memoryBytes() + inputs[j].memoryBytes();
    }
    return bytes;
  }
}
