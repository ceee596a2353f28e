package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A candidate that runs beside the model in use until one of them has shown to be the better one.
 * Both are rated by the interval score of their 95% bands (Gneiting and Raftery, 2007) on the same
 * points, each before it is learnt (Dawid, 1984). The candidate takes {@value #LENGTH} points in
 * blocks that are spread over at least a day, so that a calm night is not taken for a calm series.
 */
final class Shadow {

  /** Points that a candidate learns. */
  static final int LENGTH = 480;

  /** Points in a row, so that differences of neighbours are what they are; 20 blocks in all. */
  static final int BLOCK = 24;

  /** Points learnt before the first is rated. */
  private static final int YOUNG = BLOCK;

  /** Points learnt before the first look at who is ahead. */
  private static final int FIRST_LOOK = 2 * BLOCK;

  /** A candidate whose score is not below this share of the other's at a look is dropped early. */
  private static final double PROMISING = 0.6;

  /**
   * It takes over where its score is at most this share: what the old model knows of rare values is
   * lost, and a weekend has half of the noise of a working day easily.
   */
  private static final double BETTER = 1.0 / 3;

  /**
   * … and where the errors of the old model are smaller than usual by this factor. Larger ones may
   * be an incident that lasts, which no candidate may make normal; a spread widens by itself.
   */
  private static final double SMALLER = 1 / 1.5;

  /**
   * Least share of rated points: what was learnt inside an anomaly is no candidate, and points that
   * stand still do not tell how far others stray.
   */
  private static final double CALM = 0.75;

  /** Half-width of the rated band in standard deviations, and the price of leaving it. */
  private static final double HALF_WIDTH = 1.96;

  private static final double PRICE = 2 / 0.05;

  /** Where the candidate stands. */
  enum Verdict {
    RUNNING,
    DROPPED,
    BETTER
  }

  private final int cycle;
  private final Model model;
  private final AlarmScore alarm;
  private Warmup warmup;
  private Retraining.Trigger trigger;
  private long startedAt;
  private int seen;
  private int learnt;
  private int rated;
  private double before;
  private double after;
  private double errors;
  private final double[] last;

  /**
   * A candidate that knows nothing yet.
   *
   * @param model as yet unused
   * @param alarm its calibration, as yet unused
   */
  Shadow(ModelSpec spec, Model model, AlarmScore alarm) {
    double perDay = (double) Calendar.DAY / spec.intervalMillis();
    this.cycle = (int) Math.max(BLOCK, perDay * BLOCK / LENGTH);
    this.model = model;
    this.alarm = alarm;
    this.warmup = new Warmup(spec.dimensions());
    this.last = new double[spec.dimensions()];
  }

  /** Begins beside a model; a series hands on its level and seasons. */
  void start(Model live, Retraining.Trigger cause, long timestampMillis) {
    trigger = cause;
    startedAt = timestampMillis;
    if (model instanceof SeriesModel next && live instanceof SeriesModel series) {
      next.succeed(series);
      warmup = null;
    }
  }

  /**
   * Takes the point that the model in use judged last.
   *
   * @param usual mean size of the errors of the model in use until the candidate began
   */
  Verdict take(long timestampMillis, double[] point, double weight, Model live, double usual) {
    boolean moved = !Arrays.equals(point, last);
    System.arraycopy(point, 0, last, 0, last.length);
    if (seen++ % cycle >= BLOCK) {
      model.pass(point);
      return Verdict.RUNNING;
    }
    learnt++;
    if (warmup == null) {
      model.judge(timestampMillis, point);
      if (learnt > YOUNG && weight == 1 && moved) {
        rate(point, live);
      }
      learn(weight);
    } else if (warmup.add(timestampMillis, point)) {
      warmup.start(model);
      warmup = null;
    }
    return learnt % BLOCK == 0 && learnt >= FIRST_LOOK ? look(usual) : Verdict.RUNNING;
  }

  private void learn(double weight) {
    double alarmed = alarm.judge(model.novelty());
    model.learn(weight);
    alarm.learn(alarmed, weight);
  }

  private void rate(double[] point, Model live) {
    double ofLive = 0;
    double ofCandidate = 0;
    int present = 0;
    for (int f = 0; f < point.length; f++) {
      if (!Double.isNaN(point[f])) {
        ofLive += score(point[f], live, f, live.spread(f));
        ofCandidate += score(point[f], model, f, live.spread(f));
        present++;
      }
    }
    if (Double.isFinite(ofLive) && Double.isFinite(ofCandidate)) {
      rated++;
      before += ofLive / present;
      after += ofCandidate / present;
      errors += Retraining.errorSize(live, point);
    }
  }

  /** The width of a band, and the price of a value outside; one far outside tells no more. */
  private static double score(double value, Model of, int feature, double unit) {
    double half = HALF_WIDTH * of.spread(feature) / unit;
    double distance = Math.min(Scale.CAP, Math.abs(value - of.expected(feature)) / unit);
    return 2 * half + PRICE * Math.max(0, distance - half);
  }

  private Verdict look(double usual) {
    if (rated < CALM * (learnt - YOUNG) || after > PROMISING * before) {
      return Verdict.DROPPED;
    }
    if (learnt < LENGTH) {
      return Verdict.RUNNING;
    }
    boolean smaller = errors <= SMALLER * usual * rated;
    return smaller && after <= BETTER * before ? Verdict.BETTER : Verdict.DROPPED;
  }

  Retraining.Trigger trigger() {
    return trigger;
  }

  Model model() {
    return model;
  }

  AlarmScore alarm() {
    return alarm;
  }

  Retrained end(boolean replaced, long timestampMillis) {
    return new Retrained(
        trigger.text(), replaced, before / rated, after / rated, startedAt, timestampMillis, rated);
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(trigger == Retraining.Trigger.DRIFT);
    out.writeLong(startedAt);
    out.writeInt(seen);
    out.writeInt(learnt);
    out.writeInt(rated);
    out.writeDouble(before);
    out.writeDouble(after);
    out.writeDouble(errors);
    for (double value : last) {
      out.writeDouble(value);
    }
    out.writeBoolean(warmup != null);
    if (warmup != null) {
      warmup.write(out);
    } else {
      model.write(out);
    }
    alarm.write(out);
  }

  void read(DataInput in, int version) throws IOException {
    trigger = in.readBoolean() ? Retraining.Trigger.DRIFT : Retraining.Trigger.SCHEDULE;
    startedAt = in.readLong();
    seen = in.readInt();
    learnt = in.readInt();
    rated = in.readInt();
    before = in.readDouble();
    after = in.readDouble();
    errors = in.readDouble();
    for (int f = 0; f < last.length; f++) {
      last[f] = in.readDouble();
    }
    if (in.readBoolean()) {
      warmup.read(in);
    } else {
      warmup = null;
      model.read(in, version);
    }
    alarm.read(in);
  }

  long memoryBytes() {
    return 160 + model.memoryBytes() + AlarmScore.memoryBytes();
  }
}
