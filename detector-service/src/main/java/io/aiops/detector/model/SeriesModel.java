package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * One series of plain values: level and spread, what is new, and a season when it predicts better,
 * which {@code seasonal} and {@code auto} have and {@code statistical} has not.
 */
final class SeriesModel implements Model {

  /** Figures of {@link #features}. */
  static final int ASPECTS = 5;

  /** The course of a day counts as much as the usual range of values. */
  private static final double OF_TIME = 4;

  /** Values are cut here, so that squares stay finite. */
  private static final double LARGEST = 1e100;

  private static final double LARGEST_COMPACT = 1e30;

  /** Share of the newest error in its short mean. */
  private static final double SHORT = 0.2;

  /** Memory of the error's spread, in points. */
  private static final double ERROR_WINDOW = 2000;

  /** A series that hangs is as new as a value this far off, in usual ranges. */
  private static final double OF_STILLNESS = 0.04;

  /** A short mean beyond all it was is as new as a value this far off, in usual ranges. */
  private static final double OF_EXCURSION = 0.03;

  /** Novelty of two thirds of the usual range is a log size of 0.7. */
  private static final double SIZE = 1.5;

  /** Rarity counts a little more than size. */
  private static final double RARITY = 1.2;

  /** Log sizes from here on are equally rare: novelty of 36 usual ranges. */
  private static final double MOST = 4;

  /** Points in a row outside that make a new level: two hours of minutes. */
  private static final int RUN = 120;

  /** Standard deviation of a normal error over its mean size. */
  private static final double MEAN_TO_DEVIATION = 1.2533;

  /** Points that the spread counts for when another season comes into use. */
  private static final double RENEWED = 100;

  /** The version of the state that is the first to know of the spread of counts. */
  private static final int WITH_SPREAD = 3;

  /** Points that a level and a spread count for which are only where to start from. */
  private static final double START = 2;

  private final ModelSpec spec;
  private final Scale level;
  private final Scale errors = new Scale(ERROR_WINDOW);
  private final Season season;
  private final Novelty news = new Novelty();
  private final Surprise past = new Surprise(MOST);
  private final Unrest unrest;
  private final LevelShift shift = new LevelShift(RUN);
  private final Stillness stillness = new Stillness();
  private final CountSpread countSpread = new CountSpread();
  private final Excursion excursion = new Excursion();
  private double reference;
  private double unit = 1;
  private double shortError;
  private double previous;

  private double value;
  private double distance;
  private double change;
  private double seasonal;
  private double relativeSpread = 1;
  private double residual;
  private double error;
  private double smooth;
  private double novelty;
  private double size;
  private double signed;
  private double expectedValue = Double.NaN;
  private double spreadValue = Double.NaN;

  SeriesModel(ModelSpec spec, int window) {
    this.spec = spec;
    this.level = new Scale(window);
    this.unrest = new Unrest(window);
    this.season =
        spec.type().equals(ModelTypes.STATISTICAL)
            ? null
            : new Season(
                new Calendar(spec.zone()), spec.intervalMillis(), spec.integer("period", 0));
  }

  @Override
  public void start(long[] timestamps, double[][] points, int count) {
    double[] first = new double[count];
    for (int i = 0; i < count; i++) {
      first[i] = cut(points[i][0]);
    }
    level.start(first, count);
    reference = level.mean();
    unit = level.deviation();
    double[] distances = new double[count];
    for (int i = 0; i < count; i++) {
      distances[i] = compact(first[i] - level.mean());
    }
    errors.start(distances, count);
    for (int i = 0; i < count; i++) {
      news.learnValue(compact(first[i] - reference), Novelty.RANGE, 1);
      news.learnResidual(distances[i], Novelty.RANGE, 1);
      past.learn(0, 1);
      unrest.judge(distances[i], distances[i]);
      unrest.learn(1);
      excursion.learn(unrest.mean(), 1);
      countSpread.see(first[i]);
      stillness.judge(first[i]);
      stillness.learn(first[i]);
      if (season != null) {
        season.judge(timestamps[i]);
        season.learn(distances[i], 1);
      }
    }
    previous = first[count - 1];
  }

  private static double cut(double value) {
    return Scale.clip(value, LARGEST);
  }

  /** A difference of values in the fixed unit of this series, of a size that a float can take. */
  private double compact(double difference) {
    return Scale.clip(difference / unit, LARGEST_COMPACT);
  }

  @Override
  public void judge(long timestampMillis, double[] point) {
    value = cut(point[0]);
    distance = compact(value - level.mean());
    change = value - previous;
    seasonal = 0;
    if (season != null) {
      season.judge(timestampMillis);
      seasonal = season.expected();
    }
    relativeSpread = countSpread.factor(seasonal);
    residual = (distance - seasonal) / relativeSpread;
    error = errors.z(residual);
    expectedValue = level.mean() + (seasonal + errors.mean() * relativeSpread) * unit;
    spreadValue = Math.max(errors.deviation() * relativeSpread * unit, level.floor());
    signed = (value - expectedValue) / spreadValue;
    smooth = shortError + SHORT * (error - shortError);
    unrest.judge(distance, residual);
    stillness.judge(value);
    double ofValue = Math.max(novel(), ofMean());
    double ofStillness = OF_STILLNESS * stillness.length();
    novelty = stillness.beginsToHang() ? Math.max(ofValue, ofStillness) : ofValue;
    size = Math.log(1 + SIZE * (stillness.hangs() ? Math.max(ofValue, ofStillness) : ofValue));
  }

  private double novel() {
    double ofValue = news.ofValue(compact(value - reference), valueRange(), level.count());
    return season == null || !season.inUse()
        ? ofValue
        : Math.max(ofValue, news.ofResidual(residual, residualRange(), level.count()));
  }

  /** Without a season a mean that is beyond all it was is a level, of values that are new. */
  private double ofMean() {
    excursion.judge(unrest.mean(), unrest.usualMeans(), Math.min(level.count(), news.residuals()));
    return excursion.begins() && season != null && season.inUse() ? OF_EXCURSION : 0;
  }

  private double valueRange() {
    return Novelty.RANGE * level.deviation() / unit;
  }

  private double residualRange() {
    return Novelty.RANGE * Math.max(errors.deviation(), level.floor() / unit);
  }

  @Override
  public void learn(double weight) {
    news.learnValue(compact(value - reference), valueRange(), weight);
    news.learnResidual(residual, residualRange(), weight);
    past.learn(size, weight);
    unrest.learn(weight);
    excursion.learn(unrest.mean(), weight);
    countSpread.see(value);
    countSpread.learn(seasonal, residual * relativeSpread, weight);
    stillness.learn(value);
    level.learn(value, weight);
    errors.learn(residual, weight);
    shortError = smooth;
    previous = value;
    if (season != null && season.learn(distance, weight)) {
      renewResiduals();
    }
    if (shift.learn(residual * relativeSpread, error)) {
      settle();
    }
  }

  /** Another season leaves other residuals: what was learnt of the old ones is no measure. */
  private void renewResiduals() {
    news.clearResiduals();
    countSpread.clear();
    excursion.restart(0);
    double left = season.inUse() ? MEAN_TO_DEVIATION * season.error() : level.deviation() / unit;
    errors.restart(0, left, RENEWED);
  }

  /** Takes the level and the spread of the last run of points up as normal. */
  private void settle() {
    double newMean = level.mean() + shift.mean() * unit;
    double before = level.mean();
    level.shift(newMean, shift.variance() * unit * unit, RUN);
    // What was learnt of distances from the level is still true of distances from the new one.
    double moved = (before - level.mean()) / unit;
    news.moveResiduals(moved);
    errors.move(moved);
    errors.shift(shift.mean() + moved, shift.variance(), RUN);
    shift.clear();
  }

  @Override
  public void pass(double[] point) {
    value = cut(point[0]);
    stillness.judge(value);
    stillness.learn(value);
    previous = value;
    if (season != null) {
      season.pass(compact(value - level.mean()));
    }
  }

  /**
   * Takes over from another model where its values lie and which seasons they have, but not how far
   * they stray; where no season is in use, not which values there were either.
   */
  void succeed(SeriesModel other) {
    Copies.copy(other::write, in -> read(in, StateCodec.VERSION));
    errors.restart(errors.mean(), errors.deviation(), START);
    news.clearResiduals();
    countSpread.clear();
    past.clear();
    unrest.clear();
    excursion.restart(0);
    shift.clear();
    if (season == null || !season.inUse()) {
      level.restart(level.mean(), level.deviation(), START);
      news.clearValues();
    }
  }

  @Override
  public void teach(Taught taught) {
    value = cut(taught.point()[0]);
    change = value - cut(taught.before()[0]);
    distance = compact(value - level.mean());
    double usual = taught.usual()[0];
    seasonal = season == null ? 0 : season.expectedAt(taught);
    relativeSpread = countSpread.factor(seasonal);
    residual = Double.isNaN(usual) ? distance - seasonal : compact(value - usual);
    residual /= relativeSpread;
    error = errors.z(residual);
    smooth = error;
    novelty = novel();
    size = Math.log(1 + SIZE * novelty);
    news.learnValueAround(compact(value - reference), errors.deviation());
    news.learnResidualAround(residual, errors.deviation());
    past.learn(size, taught.weight());
    level.learn(value, taught.weight());
    errors.learn(residual, taught.weight());
    if (season != null) {
      season.teach(taught, distance);
    }
  }

  @Override
  public void settle(long[] timestamps, double[][] points, double[] usual) {
    LevelShift now = new LevelShift(points.length);
    for (double[] point : points) {
      now.learn(compact(cut(point[0]) - level.mean()), Scale.CAP);
    }
    boolean seasonal = season != null && season.inUse() && !Double.isNaN(usual[0]);
    level.move(now.mean() * unit - (seasonal ? usual[0] - level.mean() : 0));
    errors.restart(0, now.run() < Warmup.POINTS ? errors.deviation() : now.spread(), RENEWED);
    if (season != null) {
      season.settle(timestamps, i -> compact(cut(points[i][0]) - level.mean()));
    }
    shift.clear();
    unrest.calm();
    shortError = 0;
  }

  @Override
  public double peak() {
    return size + RARITY * past.rarity(size);
  }

  @Override
  public double slow() {
    return unrest.slow();
  }

  @Override
  public double novelty() {
    return novelty;
  }

  @Override
  public double unrest() {
    return stillness.hangs() ? Scale.CAP : Math.max(Math.abs(error), Math.abs(smooth));
  }

  @Override
  public int feature() {
    return 0;
  }

  @Override
  public double error(int feature) {
    return signed;
  }

  @Override
  public double expected(int feature) {
    return expectedValue;
  }

  @Override
  public double spread(int feature) {
    return spreadValue;
  }

  @Override
  public void features(double[] into) {
    into[0] = level.z(value);
    into[1] = Scale.clip(change / level.deviation(), Scale.CAP);
    into[2] = error;
    into[3] = smooth;
    into[4] = season == null ? 0 : OF_TIME * season.ofDay();
  }

  @Override
  public double points() {
    return level.count();
  }

  @Override
  public Explanation explain() {
    double ofLevel = Math.abs(level.z(value));
    double ofChange = Math.abs(change) / level.deviation();
    double ofSeason = Math.abs(seasonal) * unit / level.deviation();
    double ofSpread = unrest.ofSpread();
    return Shares.of(
        List.of("level", "change", "season", "spread"),
        new double[] {ofLevel, Math.min(ofChange, Scale.CAP), ofSeason, ofSpread});
  }

  @Override
  public String type() {
    if (!spec.type().equals(ModelTypes.AUTO)) {
      return spec.type();
    }
    return season.inUse() ? ModelTypes.SEASONAL : ModelTypes.STATISTICAL;
  }

  @Override
  public String reason() {
    if (!spec.type().equals(ModelTypes.AUTO)) {
      return "";
    }
    return season.inUse() ? season.reason() : "no season predicts better than the level alone";
  }

  @Override
  public void write(DataOutput out) throws IOException {
    level.write(out);
    errors.write(out);
    news.write(out);
    past.write(out);
    unrest.write(out);
    shift.write(out);
    stillness.write(out);
    countSpread.write(out);
    excursion.write(out);
    out.writeDouble(reference);
    out.writeDouble(unit);
    out.writeDouble(shortError);
    out.writeDouble(previous);
    if (season != null) {
      season.write(out);
    }
  }

  @Override
  public void read(DataInput in, int version) throws IOException {
    level.read(in);
    errors.read(in);
    news.read(in);
    past.read(in);
    unrest.read(in);
    shift.read(in);
    stillness.read(in);
    if (version >= WITH_SPREAD) {
      countSpread.read(in);
      excursion.read(in);
    } else {
      countSpread.see(Double.NaN);
      excursion.restart(unrest.usualMeans());
    }
    reference = in.readDouble();
    unit = in.readDouble();
    shortError = in.readDouble();
    previous = in.readDouble();
    if (season != null) {
      season.read(in);
    }
  }

  @Override
  public long memoryBytes() {
    long bytes = 500 + news.memoryBytes();
    bytes += Surprise.memoryBytes() + Unrest.memoryBytes();
    bytes += CountSpread.memoryBytes() + Excursion.memoryBytes();
    return season == null ? bytes : bytes + season.memoryBytes();
  }
}
