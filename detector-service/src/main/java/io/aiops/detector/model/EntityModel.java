package io.aiops.detector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** The version of the state that is the first to know of retraining. */
  private static final int WITH_RETRAINING = 2;

  /** Place of the random number that spreads the schedules of entities. */
  private static final long PHASE = 1;

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
  private final Retraining retraining;
  private double budget;
  private long samples;
  private long trainedAt;
  private boolean judged;
  private boolean calm;
  private double lastScore;
  private double reach = Double.NaN;

  private EntityModel(ModelSpec spec) {
    this.spec = spec;
    this.budget = spec.alertBudgetPerWeek();
    this.band = new Band(spec.pointsPerWeek(), budget);
    this.retraining = new Retraining(spec.retrain(), Mix.unit(spec.seed(), PHASE), this::candidate);
    clear();
  }

  private void clear() {
    boolean series = spec.dimensions() == 1;
    warmup = new Warmup(spec.dimensions());
    model = ModelTypes.model(spec, window());
    state = new StateScore(spec.integer("hold", series ? SERIES_HOLD : VECTOR_HOLD));
    alarm = AlarmScores.of(spec, budget);
    retraining.abandon();
    samples = 0;
    lastScore = 0;
    calm = true;
    judged = false;
  }

  private int window() {
    return spec.integer("window", DEFAULT_WINDOW);
  }

  private Shadow candidate() {
    return new Shadow(spec, ModelTypes.model(spec, window()), AlarmScores.of(spec, budget));
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
    retraining.write(out);
  }

  private void readBody(DataInput in, int version) throws IOException {
    samples = in.readLong();
    trainedAt = in.readLong();
    lastScore = in.readDouble();
    calm = in.readBoolean();
    if (in.readBoolean()) {
      warmup = null;
      model.read(in, version);
      state.read(in);
      alarm.read(in);
    } else {
      warmup.read(in);
    }
    if (version >= WITH_RETRAINING) {
      retraining.read(in, version);
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
    boolean empty = Points.empty(point);
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

  private void begin(long timestampMillis) {
    warmup.start(model);
    warmup = null;
    trainedAt = timestampMillis;
  }

  private Score judge(long timestampMillis, double[] point, double weight) {
    if (weight == 1) {
      takeOver(timestampMillis);
    }
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
    retraining.take(timestampMillis, point, weight, model);
    return result;
  }

  /** With the first calm point after it has won a candidate becomes the model. */
  private void takeOver(long timestampMillis) {
    Shadow winner = retraining.takeWinner(timestampMillis);
    if (winner != null) {
      model = winner.model();
      alarm = winner.alarm();
    }
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
      usable += Points.empty(point) ? 0 : 1;
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
    retraining.takeEnded();
    Map<String, Double> metrics = Map.of("outside_band", outside / usable);
    return new Training(usable, threshold(), metrics, type());
  }

  /**
   * Learns points again that were learnt with little trust, because people said that they were
   * normal. Scores of the points after them are judged by it.
   *
   * @param timestamps epoch milliseconds, ascending
   * @param points as many, of one value per feature; those without a value are left out
   * @param usual what was expected before them, per feature; NaN where unknown
   * @param lastMillis time of the point that was scored last
   * @param weight 0..1, what was missing of the trust in them
   * @return how many were taught; none during the warm-up
   */
  public int teach(
      long[] timestamps, double[][] points, double[] usual, long lastMillis, double weight) {
    if (warmup != null) {
      return 0;
    }
    double largest = 0;
    List<Taught> lessons = Taught.of(timestamps, points, usual, lastMillis, weight);
    for (Taught lesson : lessons) {
      model.teach(lesson);
      largest = Math.max(largest, model.novelty());
    }
    alarm.teach(largest, weight);
    retraining.abandon();
    judged = false;
    return lessons.size();
  }

  /**
   * Moves the level at once to where these points are, because people said that this is the new
   * normal.
   *
   * @param timestamps epoch milliseconds, ascending; the last one is that of the point scored last
   * @param points as many, of one value per feature, with a value each; at least one
   * @param usual what was expected before them, per feature; NaN where unknown
   */
  public void settle(long[] timestamps, double[][] points, double[] usual) {
    if (warmup == null && points.length > 0) {
      model.settle(timestamps, points, usual);
      state.release();
      retraining.abandon();
      judged = false;
    }
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
    budget = perWeek;
    band.budget(perWeek);
    alarm.budget(perWeek);
    retraining.budget(perWeek);
  }

  /** Changes when it is learnt anew. */
  public void retrain(RetrainRule rule) {
    retraining.rule(rule);
  }

  /** The retraining that ended with the last scored point, asked for once; empty if none did. */
  public Optional<Retrained> takeRetrained() {
    return Optional.ofNullable(retraining.takeEnded());
  }

  /** How it stands with learning anew. */
  public RetrainState retrainState() {
    return retraining.state();
  }

  /** Approximate heap in use, in bytes. */
  public long memoryBytes() {
    return 300
        + model.memoryBytes()
        + StateScore.memoryBytes()
        + AlarmScore.memoryBytes()
        + retraining.memoryBytes();
  }
}
