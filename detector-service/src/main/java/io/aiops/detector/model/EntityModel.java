package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * All that is learnt about one entity: model, calibration, threshold. One writer at a time; not
 * thread-safe. Different entities share nothing.
 */
public final class EntityModel {

  /** Memory of location and scale, in points: long, so that an incident cannot move them much. */
  static final int DEFAULT_WINDOW = 20_000;

  /** Release level on the score scale while points are restless. */
  private static final double RESTLESS = 0.5;

  /** Deviations are cut here, in half-widths of the band. */
  private static final double FARTHEST = 1000;

  /** Onset that always alarms at a budget of one a week, in widths of the usual range. */
  private static final double SERIES_SURE = 0.016;

  /** The same for vectors, of whose many features one is always somewhere new. */
  private static final double VECTOR_SURE = 0.4;

  /** The same for forests, whose isolation of a calm point varies more. */
  private static final double FOREST_SURE = 0.04;

  /** The same for random cut forests, whose score of a calm point varies most. */
  private static final double CUT_SURE = 0.12;

  private static final int SERIES_HOLD = 300;
  private static final int VECTOR_HOLD = 80;

  /** Points up to which one alarm among them would be taken for normal if it was fully learnt … */
  private static final int FEW_POINTS = 50;

  /** … so it is trusted as little as a point inside an episode. */
  private static final double TRUST_IN_ALARM = 0.1;

  private final ModelSpec spec;
  private final Band band;
  private Warmup warmup;
  private Model model;
  private StateScore state;
  private AlarmScore alarm;
  private long samples;
  private long trainedAt;
  private boolean judged;
  private boolean calm;
  private double lastScore;
  private double reach = Double.NaN;

  private EntityModel(ModelSpec spec) {
    this.spec = spec;
    this.band = new Band(spec.pointsPerWeek(), spec.alertBudgetPerWeek());
    clear();
  }

  private void clear() {
    int window = spec.integer("window", DEFAULT_WINDOW);
    boolean series = spec.dimensions() == 1;
    warmup = new Warmup(spec.dimensions());
    model = ModelTypes.model(spec, window);
    state = new StateScore(spec.integer("hold", series ? SERIES_HOLD : VECTOR_HOLD));
    boolean restless = model instanceof VectorModel;
    alarm = new AlarmScore(spec.pointsPerWeek(), spec.alertBudgetPerWeek(), sure(series), restless);
    samples = 0;
    lastScore = 0;
    calm = true;
    judged = false;
  }

  private double sure(boolean series) {
    if (spec.type().equals(ModelTypes.RANDOM_CUT_FOREST)) {
      return CUT_SURE;
    }
    if (model instanceof ForestModel || model instanceof EnsembleModel) {
      return FOREST_SURE;
    }
    return series ? SERIES_SURE : VECTOR_SURE;
  }

  /**
   * A model that knows nothing.
   *
   * @throws IllegalArgumentException if {@link ModelTypes#validate} finds the spec wrong
   */
  public static EntityModel create(ModelSpec spec) {
    List<ParameterError> errors =
        ModelTypes.validate(spec.type(), spec.parameters(), spec.dimensions());
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(errors.get(0).field() + " " + errors.get(0).message());
    }
    return new EntityModel(spec);
  }

  /**
   * Reads what {@link #write} wrote; from there on the scores are equal to the bit.
   *
   * @throws StateFormatException if the state is cut, damaged, newer or of another model
   */
  public static EntityModel read(ModelSpec spec, DataInput in) throws IOException {
    EntityModel entity = create(spec);
    StateCodec.read(spec, in, entity::readBody);
    return entity;
  }

  /** Writes the whole state, with a version and a checksum. */
  public void write(DataOutput out) throws IOException {
    StateCodec.write(spec, out, this::writeBody);
  }

  private void writeBody(DataOutput out) throws IOException {
    out.writeLong(samples);
    out.writeLong(trainedAt);
    out.writeDouble(lastScore);
    out.writeBoolean(calm);
    out.writeBoolean(ready());
    if (ready()) {
      model.write(out);
      state.write(out);
      alarm.write(out);
    } else {
      warmup.write(out);
    }
  }

  private void readBody(DataInput in) throws IOException {
    samples = in.readLong();
    trainedAt = in.readLong();
    lastScore = in.readDouble();
    calm = in.readBoolean();
    if (in.readBoolean()) {
      warmup = null;
      model.read(in);
      state.read(in);
      alarm.read(in);
    } else {
      warmup.read(in);
    }
  }

  /**
   * Scores a point, then learns it.
   *
   * @param timestampMillis epoch milliseconds; order and distances may be irregular
   * @param point one value per feature; NaN is a missing feature, infinities are very large values
   * @param weight 0..1, how far the point is to be trusted: 1 normally, 0.1 inside an open episode
   */
  public Score score(long timestampMillis, double[] point, double weight) {
    if (point.length != spec.dimensions()) {
      throw new IllegalArgumentException(
          "the point has " + point.length + " values, the model " + spec.dimensions());
    }
    boolean empty = empty(point);
    if (!empty) {
      samples++;
    }
    if (warmup != null) {
      if (!empty && warmup.add(timestampMillis, point)) {
        begin(timestampMillis);
      }
      return Score.warming();
    }
    if (empty) {
      judged = false;
      return new Score(lastScore, 0, 0, 0, false);
    }
    return judge(timestampMillis, point, weight);
  }

  private static boolean empty(double[] point) {
    for (double value : point) {
      if (!Double.isNaN(value)) {
        return false;
      }
    }
    return true;
  }

  private void begin(long timestampMillis) {
    warmup.start(model);
    warmup = null;
    trainedAt = timestampMillis;
  }

  private Score judge(long timestampMillis, double[] point, double weight) {
    model.judge(timestampMillis, point);
    judged = true;
    reach = band.reach(samples);
    double score = state.judge(model.peak(), model.slow());
    double alarmed = alarm.judge(model.novelty());
    int feature = model.feature();
    calm = model.unrest() <= reach;
    lastScore = StateScore.squash(score);
    Score result =
        new Score(
            lastScore,
            AlarmScore.squash(alarmed),
            Scale.clip(model.error(feature) / reach, FARTHEST),
            feature,
            false);
    boolean alarms = AlarmScore.squash(alarmed) >= threshold();
    model.learn(alarms && samples < FEW_POINTS ? Math.min(weight, TRUST_IN_ALARM) : weight);
    alarm.learn(alarmed, weight);
    return result;
  }

  /**
   * Replaces the state by what the points teach; ready afterwards.
   *
   * @param timestamps epoch milliseconds, ascending
   * @param points as many, of one value per feature
   * @throws NotEnoughPointsException if too few of them have a value; the state is unchanged then
   */
  public Training train(long[] timestamps, double[][] points) {
    int usable = 0;
    for (double[] point : points) {
      usable += empty(point) ? 0 : 1;
    }
    int needed = ModelTypes.minimumTrainingPoints(spec);
    if (usable < needed) {
      throw new NotEnoughPointsException(needed, usable);
    }
    clear();
    double outside = 0;
    for (int i = 0; i < points.length; i++) {
      Score score = score(timestamps[i], points[i], 1);
      outside += Math.abs(score.deviation()) > 1 ? 1 : 0;
    }
    trainedAt = timestamps[points.length - 1];
    Map<String, Double> metrics = Map.of("outside_band", outside / usable);
    return new Training(usable, threshold(), metrics, type());
  }

  /** The alarm score at which an anomaly opens, 0..1. */
  public double threshold() {
    return alarm.threshold();
  }

  /**
   * The score under which an open episode ends, 0..1. It follows the point, because the score of a
   * calm point may still be held up by a peak before it: just above the score of a calm point, at
   * most the score of a restless one.
   */
  public double releaseLevel() {
    return calm ? Math.nextUp(lastScore) : Math.min(lastScore, RESTLESS);
  }

  /** What was expected of a feature of the last scored point; NaN while unknown. */
  public double expected(int feature) {
    return judged ? model.expected(feature) : Double.NaN;
  }

  /** Lower edge of the band at the last scored point; NaN while unknown. */
  public double lower(int feature) {
    return judged ? model.expected(feature) - reach * model.spread(feature) : Double.NaN;
  }

  /** Upper edge of the band at the last scored point; NaN while unknown. */
  public double upper(int feature) {
    return judged ? model.expected(feature) + reach * model.spread(feature) : Double.NaN;
  }

  /** Why the last scored point got its score; no contributions while unknown. */
  public Explanation explain() {
    return judged ? model.explain() : new Explanation(List.of());
  }

  /** The model in use; for {@code auto} the one it picked. */
  public String type() {
    return model.type();
  }

  /** Why {@code auto} picked it, or how an ensemble trusts its members; else empty. */
  public String reason() {
    boolean chosen = spec.type().equals(ModelTypes.AUTO) || model instanceof EnsembleModel;
    return chosen ? model.reason() : "";
  }

  /** Whether the warm-up is over. */
  public boolean ready() {
    return warmup == null;
  }

  /** Progress of the warm-up, 0..1. */
  public double progress() {
    return warmup == null ? 1 : (double) warmup.count() / Warmup.POINTS;
  }

  /** Points with a value until the warm-up is over. */
  public int pointsToReady() {
    return warmup == null ? 0 : Warmup.POINTS - warmup.count();
  }

  /** Points with a value learnt so far. */
  public long sampleCount() {
    return samples;
  }

  /** Time of the last point of the training or warm-up, epoch milliseconds; 0 before. */
  public long trainedAt() {
    return trainedAt;
  }

  /** Changes the sensitivity without relearning. */
  public void alertBudget(double perWeek) {
    if (!(perWeek > 0) || Double.isInfinite(perWeek)) {
      throw new IllegalArgumentException("the alert budget must be positive, not " + perWeek);
    }
    band.budget(perWeek);
    alarm.budget(perWeek);
  }

  /** Approximate heap in use, in bytes. */
  public long memoryBytes() {
    return 300 + model.memoryBytes() + StateScore.memoryBytes() + AlarmScore.memoryBytes();
  }
}
