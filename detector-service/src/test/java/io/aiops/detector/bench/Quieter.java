package io.aiops.detector.bench;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import io.aiops.detector.model.EntityModel;
import io.aiops.detector.model.ModelSpec;
import io.aiops.detector.model.RetrainRule;
import io.aiops.detector.model.Retrained;

/**
 * Lets the noise of a calm series fall to a share of what it was, puts in small spikes after two
 * days, and prints how many of them are found with and without retraining, and how often something
 * else alarms a week. Arguments: seeds per case (default 10), model type (default auto).
 */
public final class Quieter {

  /** Spikes in a series. */
  public static final int SPIKES = 2;

  private static final int CALM_DAYS = 14;
  private static final int QUIET_DAYS = 16;
  private static final int SETTLED_DAYS = 2;
  private static final int POINTS_PER_DAY = 288;
  private static final long INTERVAL = 300_000;
  private static final double NOISE = 5;
  private static final double SPIKE = 6;
  private static final double SWING = 10;

  private Quieter() {}

  /**
   * What became of one case.
   *
   * @param found spikes inside which an anomaly was open
   * @param falseAlarms anomalies that opened elsewhere once the noise had fallen for two days
   * @param retrained the first candidate that took over; null where none did
   * @param retrainedAfter points from the fall of the noise until then
   */
  public record Outcome(int found, int falseAlarms, Retrained retrained, int retrainedAfter) {}

  /**
   * Streams one case from cold.
   *
   * @param swing amplitude of a daily course, in the unit of the noise of {@value #NOISE}
   * @param share what the noise falls to
   */
  public static Outcome run(
      double swing, double share, long seed, String type, RetrainRule retrain) {
    Random random = new Random(seed);
    EntityModel model =
        EntityModel.create(new ModelSpec(type, Map.of(), INTERVAL, 1, 1, "UTC", retrain, seed));
    Episodes episodes = new Episodes();
    int fall = CALM_DAYS * POINTS_PER_DAY;
    int settled = fall + SETTLED_DAYS * POINTS_PER_DAY;
    int end = fall + QUIET_DAYS * POINTS_PER_DAY;
    int every = (end - settled) / SPIKES;
    int found = 0;
    int falseAlarms = 0;
    Retrained first = null;
    int after = -1;
    for (int i = 0; i < end; i++) {
      double noise = i < fall ? NOISE : NOISE * share;
      boolean spike = i >= settled && (i - settled) % every == every / 2;
      double value = 200 + swing * Math.sin(2 * Math.PI * i / POINTS_PER_DAY);
      value += noise * (random.nextGaussian() + (spike ? SPIKE : 0));
      long before = episodes.opened();
      episodes.step(model, i * INTERVAL, new double[] {value});
      found += spike && episodes.open() ? 1 : 0;
      falseAlarms += i >= settled && !spike && episodes.opened() > before ? 1 : 0;
      Optional<Retrained> retrained = model.takeRetrained().filter(Retrained::replaced);
      if (first == null && retrained.isPresent()) {
        first = retrained.get();
        after = i - fall;
      }
    }
    return new Outcome(found, falseAlarms, first, after);
  }

  /** Runs the command. */
  public static void main(String[] arguments) {
    int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
    String type = arguments.length > 1 ? arguments[1] : "auto";
    System.out.printf(
        "%-28s %18s %22s %s%n",
        type, "found with, without", "false a week, alike", "replaced, after points");
    for (double swing : new double[] {0, SWING}) {
      for (double share : new double[] {1, 0.5, 0.2, 0.1, 0.05}) {
        print(swing, share, seeds, type);
      }
    }
  }

  private static void print(double swing, double share, int seeds, String type) {
    int[] found = new int[2];
    double[] falseAlarms = new double[2];
    int replaced = 0;
    long after = 0;
    for (int seed = 0; seed < seeds; seed++) {
      Outcome with = run(swing, share, seed, type, RetrainRule.DAILY);
      Outcome without = run(swing, share, seed, type, RetrainRule.NEVER);
      found[0] += with.found();
      found[1] += without.found();
      falseAlarms[0] += with.falseAlarms();
      falseAlarms[1] += without.falseAlarms();
      replaced += with.retrained() == null ? 0 : 1;
      after += Math.max(0, with.retrainedAfter());
    }
    double all = seeds * SPIKES / 100.0;
    double weeks = seeds * (QUIET_DAYS - SETTLED_DAYS) / 7.0;
    System.out.printf(
        Locale.ROOT,
        "%-28s %8.0f%% %8.0f%% %12.2f %8.2f %9d/%d %8d%n",
        (swing > 0 ? "daily course" : "level") + ", noise times " + share,
        found[0] / all,
        found[1] / all,
        falseAlarms[0] / weeks,
        falseAlarms[1] / weeks,
        replaced,
        seeds,
        replaced == 0 ? 0 : after / replaced);
  }
}
