package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * One series of plain values: level and spread, a season where one helps, and what is new. Types
 * {@code statistical} (never a season), {@code seasonal} and {@code auto} (a season when it
 * predicts better).
 */
final class SeriesModel implements Model {

  /** Values are cut here, so that squares stay finite. */
  private static final double LARGEST = 1e100;

  /** Share of the newest error in its short mean. */
  private static final double SHORT = 0.2;

  /** Memory of the error's spread, in points. */
  private static final double ERROR_WINDOW = 2000;

  private static final int NOVELTY_POINTS = 512;
  private static final int NOVELTY_STRIDE = 4;

  private final ModelSpec spec;
  private final Scale level;
  private final Scale errors = new Scale(ERROR_WINDOW);
  private final Season season;
  private final Novelty values = new Novelty(NOVELTY_POINTS, NOVELTY_STRIDE);
  private final Novelty residuals = new Novelty(NOVELTY_POINTS, NOVELTY_STRIDE);
  private final LevelShift shift = new LevelShift();
  private double reference;
  private double unit = 1;
  private double shortError;
  private double previous;

  private double value;
  private double z;
  private double residual;
  private double error;
  private double smooth;
  private double signed;
  private double expectedValue = Double.NaN;
  private double spreadValue = Double.NaN;

  SeriesModel(ModelSpec spec, int window) {
    this.spec = spec;
    this.level = new Scale(window);
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
    double[] scaled = new double[count];
    for (int i = 0; i < count; i++) {
      scaled[i] = level.z(first[i]);
    }
    errors.start(scaled, count);
    for (int i = 0; i < count; i++) {
      values.learn(compact(first[i]));
      residuals.learn((float) scaled[i]);
      if (season != null) {
        season.judge(timestamps[i]);
        season.learn(scaled[i], 1);
      }
    }
    previous = first[count - 1];
  }

  private static double cut(double value) {
    return Scale.clip(value, LARGEST);
  }

  private float compact(double raw) {
    return (float) Scale.clip((raw - reference) / unit, 1e30);
  }

  @Override
  public void judge(long timestampMillis, double[] point) {
    value = cut(point[0]);
    z = level.z(value);
    double seasonal = 0;
    if (season != null) {
      season.judge(timestampMillis);
      seasonal = season.expected();
    }
    residual = z - seasonal;
    error = errors.z(residual);
    expectedValue = level.mean() + (seasonal + errors.mean()) * level.deviation();
    spreadValue = errors.deviation() * level.deviation();
    signed = (value - expectedValue) / spreadValue;
    smooth = shortError + SHORT * (error - shortError);
  }

  @Override
  public void learn(double weight) {
    level.learn(value, weight);
    errors.learn(residual, weight);
    values.learn(compact(value));
    residuals.learn((float) residual);
    shortError = smooth;
    previous = value;
    if (season != null) {
      season.learn(z, weight);
    }
    if (shift.learn(value, error)) {
      level.shift(shift.mean(), shift.variance(), LevelShift.RUN);
      shift.clear();
    }
  }

  @Override
  public double surprise() {
    return (Math.log1p(Math.abs(z)) + Math.log1p(Math.abs(error)) + Math.log1p(Math.abs(smooth)))
        / 3;
  }

  @Override
  public double onset() {
    double least = level.deviation() / unit;
    double far = values.distance(compact(value), least);
    return season != null && season.inUse()
        ? Math.max(far, residuals.distance((float) residual, errors.deviation()))
        : far;
  }

  @Override
  public double unrest() {
    return Math.max(Math.abs(error), Math.abs(smooth));
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
  public Explanation explain() {
    double ofLevel = Math.abs(z);
    double ofChange = Math.abs(value - previous) / level.deviation();
    double ofSeason = Math.abs(residual - z);
    double ofSpread = Math.abs(error - smooth);
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
    values.write(out);
    residuals.write(out);
    shift.write(out);
    out.writeDouble(reference);
    out.writeDouble(unit);
    out.writeDouble(shortError);
    out.writeDouble(previous);
    if (season != null) {
      season.write(out);
    }
  }

  @Override
  public void read(DataInput in) throws IOException {
    level.read(in);
    errors.read(in);
    values.read(in);
    residuals.read(in);
    shift.read(in);
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
    long bytes = 400 + values.memoryBytes() + residuals.memoryBytes();
    return season == null ? bytes : bytes + season.memoryBytes();
  }
}
