package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A forest that judges together with a model of the level under it, which also says what was
 * expected. While the forest is young the level speaks alone: a dozen points make no forest.
 */
final class ForestModel extends OverlayModel {

  private final ForestJudge judge;
  private final ForestInput input;
  private final String type;

  /**
   * A forest over a base.
   *
   * @param base says what was expected
   */
  ForestModel(ModelSpec spec, Model base) {
    super(base);
    this.type = spec.type();
    this.input = ForestInput.of(spec, type);
    this.judge = ForestJudge.of(spec, type);
  }

  @Override
  public void start(long[] timestamps, double[][] points, int count) {
    base.start(timestamps, points, count);
    double[][] rows = new double[count][];
    for (int i = 0; i < count; i++) {
      base.judge(timestamps[i], points[i]);
      rows[i] = input.next(base).clone();
      input.learn();
    }
    judge.start(rows);
  }

  @Override
  public void judge(long timestampMillis, double[] point) {
    base.judge(timestampMillis, point);
    judge.judge(input.next(base));
  }

  @Override
  public void learn(double weight) {
    base.learn(weight);
    judge.learn(weight);
    input.learn();
  }

  @Override
  public void teach(Taught taught) {
    base.teach(taught);
    judge.judge(input.lesson(base));
    judge.learn(taught.weight());
  }

  @Override
  public double peak() {
    return judge.peak(base);
  }

  @Override
  public double novelty() {
    return judge.novelty(base);
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public String reason() {
    return "";
  }

  @Override
  public void write(DataOutput out) throws IOException {
    base.write(out);
    judge.write(out);
    input.write(out);
  }

  @Override
  public void read(DataInput in, int version) throws IOException {
    base.read(in, version);
    judge.read(in);
    input.read(in);
  }

  @Override
  public long memoryBytes() {
    return base.memoryBytes() + judge.memoryBytes() + input.memoryBytes() + 80;
  }
}
