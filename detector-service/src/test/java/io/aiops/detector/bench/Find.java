package io.aiops.detector.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

import io.aiops.detector.model.EntityModel;
import io.aiops.detector.model.ModelSpec;
import io.aiops.detector.model.RetrainRule;
import io.aiops.detector.model.Score;

/**
 * Puts incidents of each kind into calm series and prints how many were found (an anomaly opened
 * inside), after how many points in the median, how many false alarms a week there were after the
 * first two days, and which share of the calm points the highest score of the incident outranks.
 * Arguments: seeds per case (default 10), model type (default auto).
 */
public final class Find {

  private static final long INTERVAL = 300_000;
  private static final int SETTLED = 2 * Calm.POINTS_PER_DAY;

  private Find() {}

  /**
   * What became of one case.
   *
   * @param delay points from the start of the incident to its anomaly; -1 if it was not found
   * @param falseAlarms anomalies outside the incident, after two days
   * @param outranked share of the calm points with a lower score than the highest of the incident
   * @param different share of the calm points with a score of their own
   * @param median median score of the calm points
   * @param high score that one in a hundred of the calm points exceeds
   * @param peak highest score inside the incident
   */
  public record Outcome(
      int delay,
      int falseAlarms,
      double outranked,
      double different,
      double median,
      double high,
      double peak) {}

  /** Streams one case from cold. */
  public static Outcome run(Incident incident, Incident.On on, long seed, String type) {
    double[] values = incident.series(on, seed);
    EntityModel model =
        EntityModel.create(
            new ModelSpec(type, Map.of(), INTERVAL, 1, 1, "UTC", RetrainRule.DAILY, seed));
    Episodes episodes = new Episodes();
    double[] normal = new double[Incident.START - SETTLED];
    int end = Incident.START + incident.length();
    int delay = -1;
    int falseAlarms = 0;
    double peak = 0;
    for (int i = 0; i < end; i++) {
      long before = episodes.opened();
      Score score = episodes.step(model, i * INTERVAL, new double[] {values[i]});
      boolean opened = episodes.opened() > before;
      if (i >= Incident.START) {
        peak = Math.max(peak, score.score());
        delay = delay < 0 && episodes.open() ? i - Incident.START : delay;
      } else if (i >= SETTLED) {
        normal[i - SETTLED] = score.score();
        falseAlarms += opened ? 1 : 0;
      }
    }
    Arrays.sort(normal);
    int lower = 0;
    while (lower < normal.length && normal[lower] < peak) {
      lower++;
    }
    double size = normal.length;
    return new Outcome(
        delay,
        falseAlarms,
        lower / size,
        Arrays.stream(normal).distinct().count() / size,
        normal[normal.length / 2],
        normal[normal.length * 99 / 100],
        peak);
  }

  /** Runs the command. */
  public static void main(String[] arguments) {
    int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
    String type = arguments.length > 1 ? arguments[1] : "auto";
    System.out.printf("%-24s %6s %6s %12s %10s%n", type, "found", "delay", "false a week", "above");
    for (Incident incident : Incident.values()) {
      for (Incident.On on : Incident.On.values()) {
        if (incident.tells(on)) {
          print(incident, on, seeds, type);
        }
      }
    }
  }

  private static void print(Incident incident, Incident.On on, int seeds, String type) {
    int[] delays = new int[seeds];
    int found = 0;
    double falseAlarms = 0;
    double outranked = 0;
    for (int seed = 0; seed < seeds; seed++) {
      Outcome outcome = run(incident, on, seed, type);
      if (outcome.delay() >= 0) {
        delays[found++] = outcome.delay();
      }
      falseAlarms += outcome.falseAlarms();
      outranked += outcome.outranked();
    }
    Arrays.sort(delays, 0, found);
    double weeks = seeds * (Incident.START - SETTLED) / (7.0 * Calm.POINTS_PER_DAY);
    System.out.printf(
        Locale.ROOT,
        "%-24s %3d/%-3d %6s %12.2f %9.2f%%%n",
        (incident + " on " + on).toLowerCase(Locale.ROOT).replace('_', ' '),
        found,
        seeds,
        found == 0 ? "-" : Integer.toString(delays[found / 2]),
        falseAlarms / weeks,
        100 * outranked / seeds);
  }
}
