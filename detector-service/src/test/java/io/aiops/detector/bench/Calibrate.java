package io.aiops.detector.bench;

import java.util.Map;

import io.aiops.detector.model.EntityModel;
import io.aiops.detector.model.ModelSpec;
import io.aiops.detector.model.RetrainRule;

/**
 * Counts the alarms on series without anomalies after a first week, per week and entity, beside the
 * alert budget. Arguments: seeds per kind (default 20), weeks after the first (default 8), model
 * type (default auto), {@code never} to leave out retraining (default daily and on drift).
 */
public final class Calibrate {

  private static final double[] BUDGETS = {0.2, 1, 5};
  private static final long INTERVAL = 300_000;

  private Calibrate() {}

  /** Runs the command. */
  public static void main(String[] arguments) {
    int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    int weeks = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
    String type = arguments.length > 2 ? arguments[2] : "auto";
    boolean never = arguments.length > 3 && arguments[3].equals("never");
    RetrainRule rule = never ? RetrainRule.NEVER : RetrainRule.DAILY;
    System.out.printf(
        "%-16s %28s %s%n", "alarms per week", "budget 0.2, 1, 5", "first week, budget 1");
    for (Calm kind : Calm.values()) {
      StringBuilder line =
          new StringBuilder("%-16s".formatted(kind.name().toLowerCase(java.util.Locale.ROOT)));
      double first = 0;
      for (double budget : BUDGETS) {
        double alarms = 0;
        for (int seed = 0; seed < seeds; seed++) {
          long[] counts = count(kind, seed, weeks, spec(type, budget, rule));
          alarms += counts[1];
          first += budget == 1 ? counts[0] : 0;
        }
        line.append(" %8.2f".formatted(alarms / seeds / weeks));
      }
      System.out.println(line.append(" %8.2f".formatted(first / seeds)));
    }
  }

  private static ModelSpec spec(String type, double budget, RetrainRule rule) {
    return new ModelSpec(type, Map.of(), INTERVAL, 1, budget, "UTC", rule, 1);
  }

  private static long[] count(Calm kind, int seed, int weeks, ModelSpec spec) {
    int week = 7 * Calm.POINTS_PER_DAY;
    double[] values = kind.series(seed, (weeks + 1) * week);
    EntityModel model = EntityModel.create(spec);
    Episodes episodes = new Episodes();
    long first = 0;
    for (int i = 0; i < values.length; i++) {
      episodes.step(model, i * INTERVAL, new double[] {values[i]});
      first = i < week ? episodes.opened() : first;
    }
    return new long[] {first, episodes.opened() - first};
  }
}
